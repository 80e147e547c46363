// Of two answers to one question the one that knows more stays, whichever arrives last.
//
// Every answer and every event carries `seq`, the number of the hub's last event when it was made. An answer that
// was asked for before the newest word arrived, and knows less, is late and is thrown away. One that was asked for
// afterwards always counts: a hub that was restored from a copy counts its events anew.

export class Newest {
  #seq = 0;
  #id = null;
  #arrived = 0;
  #moment = 0;

  /** The moment of asking, which `take` wants together with the answer. */
  asking() {
    this.#moment += 1;
    return this.#moment;
  }

  /** The answer, or null where it is late. An answer about another thing (`id`) never is. */
  take(answer, asked) {
    const id = answer.id ?? null;
    if (id === this.#id && asked < this.#arrived && answer.seq < this.#seq) return null;
    this.#id = id;
    this.saw(answer.seq);
    return answer;
  }

  /** Something with this number was seen. */
  saw(seq) {
    this.#seq = seq;
    this.#arrived = this.asking();
  }
}
