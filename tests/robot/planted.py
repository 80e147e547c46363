"""Twenty inventions to be planted into true answers: procedure, question, what stands there, what is put."""

PLANTED = (
    ("2.000635", "xin bản sao trích lục hộ tịch bao nhiêu tiền", "8.000 đồng", "9.000 đồng"),
    ("2.000635", "xin bản sao trích lục hộ tịch bao nhiêu tiền", "8.000 đồng", "80.000 đồng"),
    ("2.000815", "sao y bao nhiêu tiền", "2.000 đồng", "3.000 đồng"),
    ("2.000884", "chứng thực chữ ký bao nhiêu tiền", "10.000 đồng", "12.000 đồng"),
    ("1.004222", "đăng ký thường trú bao nhiêu tiền", "20.000 đồng", "25.000 đồng"),
    ("1.004194", "đăng ký tạm trú bao nhiêu tiền", "15.000 đồng", "150.000 đồng"),
    ("2.001263", "đăng ký nhận con nuôi trong nước bao nhiêu tiền", "400.000 đồng", "40.000 đồng"),
    ("2.001019", "chứng thực di chúc bao nhiêu tiền", "50.000 đồng", "55.000 đồng"),
    ("1.004222", "đăng ký thường trú mất bao lâu", "7 ngày làm việc", "6 ngày làm việc"),
    ("1.004194", "đăng ký tạm trú mất bao lâu", "3 ngày làm việc", "13 ngày làm việc"),
    ("1.004194", "đăng ký tạm trú mất bao lâu", "3 ngày làm việc", "3 tháng"),
    ("1.004746", "đăng ký lại kết hôn mất bao lâu", "25 ngày", "25 giờ làm việc"),
    ("1.014027", "trợ cấp hưu trí xã hội cho người cao tuổi mất bao lâu", "10 ngày làm việc", "10 ngày"),
    ("1.014036", "hỗ trợ chi phí hỏa táng mất bao lâu", "12 ngày làm việc", "2 ngày làm việc"),
    ("1.000656", "đăng ký khai tử mất bao lâu", "15 giờ", "16 giờ"),
    ("1.000894", "đăng ký kết hôn cần giấy tờ gì", "Tờ khai đăng ký kết hôn", "Giấy khám sức khỏe"),
    ("1.001193", "làm giấy khai sinh cần giấy tờ gì", "Giấy chứng sinh", "Hai tấm ảnh màu"),
    ("1.004222", "đăng ký thường trú cần giấy tờ gì", "\n", "\n• Sổ hộ khẩu giấy\n"),
    ("2.000815", "sao y bao nhiêu tiền", "2.000 đồng", "2.000 đồng, từ 01/09/2026"),
    ("2.000635", "How much does a copy of a civil status record cost?", "8,000 VND", "18,000 VND"),
)
