import { expect, it } from "vitest";
import { createOneLife } from "../../src/core/one-life.ts";

it("is there between start and stop, and again after another start", async () => {
	const closed: string[] = [];
	const life = createOneLife(async (name: string) => ({ name, close: async () => void closed.push(name) }));
	expect(life.now()).toBeNull();
	await life.start("one");
	expect(life.now()?.name).toBe("one");
	await life.stop();
	expect([life.now(), closed]).toEqual([null, ["one"]]);
	await life.start("two");
	expect(life.now()?.name).toBe("two");
	await life.stop();
	await life.stop();
	expect(closed).toEqual(["one", "two"]);
});

it("tells a start that it is no longer wanted", async () => {
	const life = createOneLife(
		(_: null, stopped) =>
			new Promise<{ close(): Promise<void> }>((_resolve, reject) => {
				stopped.addEventListener("abort", () => reject(new Error("stopped")));
			}),
	);
	const starting = life.start(null);
	await life.stop();
	await expect(starting).rejects.toThrow("stopped");
	expect(life.now()).toBeNull();
});
