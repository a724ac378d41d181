// @ts-nocheck: what node brings is not typed here; the sources are.
import { columns } from "./page";
import assert from "node:assert/strict";
import { test } from "node:test";
import { Points } from "../src/lib/points";

test("pieces are put in their place, also twice", () => {
  const points = new Points();
  assert.ok(points.take(0, 0, 2, columns([1, 10, 0.5], [2, 11, 1.5])));
  assert.ok(points.take(0, 1, 2, columns([2, 11, 1.5], [3, 12, 2.5])));
  assert.deepEqual([...points.column(0)], [1, 2, 3]);
  assert.deepEqual([...points.column(2)], [0.5, 1.5, 2.5]);
});

test("a gap is refused", () => {
  const points = new Points();
  assert.equal(points.take(0, 1, 1, columns([1, 1, 1])), false);
  assert.equal(points.length, 0);
});

test("another life begins anew, from its first point only", () => {
  const points = new Points();
  points.take(0, 0, 2, columns([1, 1, 1], [2, 2, 2]));
  assert.equal(points.take(1, 2, 1, columns([9, 9, 9])), false);
  assert.ok(points.take(1, 0, 1, columns([5, 5, 5])));
  assert.deepEqual([...points.column(1)], [5]);
});

test("there is room for many", () => {
  const points = new Points();
  const many = Array.from({ length: 5000 }, (_, at): [number, number, number] => [at, at * 2, 0]);
  for (let at = 0; at < 5000; at += 500) assert.ok(points.take(0, at, 500, columns(...many.slice(at, at + 500))));
  assert.equal(points.column(1)[4999], 9998);
});
