/** The part of an anywidget model that our widgets use. */

export type Message = Record<string, unknown>;
type Listener = (...values: never[]) => void;

export interface Model {
  get(name: string): unknown;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
  send(content: Message): void;
}

/** Listen, and hand back what stops it. */
export function listen(model: Model, event: string, listener: Listener): () => void {
  model.on(event, listener);
  return () => model.off(event, listener);
}

/** Sends commands and hands each its answer. */
export class Commands {
  private readonly waiting = new Map<string, (answer: Message) => void>();
  private count = 0;
  private readonly prefix = Math.random().toString(36).slice(2, 8);

  constructor(private readonly model: Model) {}

  ask(kind: string, values: Message = {}): Promise<Message> {
    const id = `${this.prefix}-${++this.count}`;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) =>
        answer["kind"] === "refused" ? reject(new Error(String(answer["message"]))) : resolve(answer),
      );
      this.model.send({ kind, id, ...values });
    });
  }

  hear(answer: Message): void {
    const id = String(answer["id"]);
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
  }
}
