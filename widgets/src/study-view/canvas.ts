/** A canvas as wide as its place, sharp on every screen, drawn once a frame at most. */

import { h } from "../lib/dom";

export interface Ink {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  theme: string;
  ink: string;
  soft: string;
  line: string;
  accent: string;
  ground: string;
}

export class Canvas {
  readonly element: HTMLCanvasElement;
  private readonly sized: ResizeObserver;
  private frame = 0;

  constructor(
    label: string,
    private readonly height: () => number,
    private readonly paint: (ink: Ink) => void,
  ) {
    this.element = h("canvas", { role: "img", "aria-label": label, class: "rb-canvas" });
    this.sized = new ResizeObserver(() => this.draw());
    this.sized.observe(this.element);
  }

  draw(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.now());
  }

  label(text: string): void {
    if (this.element.getAttribute("aria-label") !== text) this.element.setAttribute("aria-label", text);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.sized.disconnect();
  }

  private now(): void {
    this.frame = 0;
    const context = this.element.getContext("2d");
    const width = Math.floor(this.element.clientWidth), height = this.height();
    if (!context || width < 60) return;
    const dots = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * dots), Math.round(height * dots)];
    if (this.element.width !== wide || this.element.height !== high) {
      this.element.width = wide;
      this.element.height = high;
      this.element.style.height = `${height}px`;
    }
    context.setTransform(dots, 0, 0, dots, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(this.element);
    const of = (name: string): string => style.getPropertyValue(name).trim();
    context.font = `11px ${style.fontFamily}`;
    const theme = this.element.closest<HTMLElement>("[data-theme]")?.dataset["theme"] ?? "light";
    const [ink, soft, line] = [of("--rb-ink"), of("--rb-soft"), of("--rb-line")];
    this.paint({ context, width, height, theme, ink, soft, line, accent: of("--rb-accent"), ground: of("--rb-ground") });
  }
}
