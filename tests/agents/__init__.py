"""People of the suite who know a kiosk by one sense alone, and finish what they came for."""
