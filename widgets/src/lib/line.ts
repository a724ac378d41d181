/** A line of its own to the Jupyter server's halt, which waits for nothing that the server is busy with. */

import { lineOf } from "./jupyter";

const AGAIN_MS = 2000;
const OPEN = 1;

interface Told {
  id?: string;
  message?: string;
}

export class Line {
  private socket: WebSocket | null = null;
  private readonly waiting = new Map<string, (told: Told) => void>();
  private count = 0;
  private closed = false;

  constructor() {
    this.open();
  }

  /** Ask for a halt; fails at once where there is no line. */
  ask(body: Record<string, string>): Promise<void> {
    const socket = this.socket;
    if (socket?.readyState !== OPEN) return Promise.reject(new Error("no line"));
    const id = String(++this.count);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (told) => (told.message ? reject(new Error(told.message)) : resolve()));
      socket.send(JSON.stringify({ ...body, id }));
    });
  }

  close(): void {
    this.closed = true;
    this.socket?.close();
  }

  private open(): void {
    const address = lineOf();
    if (!address || this.closed || typeof WebSocket === "undefined") return;
    const socket = new WebSocket(address);
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      const told = JSON.parse(String(data)) as Told;
      this.waiting.get(String(told.id))?.(told);
      this.waiting.delete(String(told.id));
    };
    socket.onclose = () => {
      setTimeout(() => this.open(), AGAIN_MS);
    };
  }
}
