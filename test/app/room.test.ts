import { describe, expect, it } from "vitest";
import { roomFor } from "../../src/app/room.ts";

describe("a room", () => {
	it("lets in what fits, in order, and what is too large alone", async () => {
		const room = roomFor(10);
		const inside: string[] = [];
		const enter = async (name: string, size: number) => {
			const leave = await room.take(size);
			inside.push(name);
			return () => {
				inside.splice(inside.indexOf(name), 1);
				leave();
			};
		};
		const [leaveA, leaveB] = [await enter("a", 6), await enter("b", 4)];
		const [large, small] = [enter("large", 50), enter("small", 1)];
		expect(inside).toEqual(["a", "b"]);
		leaveB();
		await Promise.resolve();
		expect(inside).toEqual(["a"]);
		leaveA();
		const leaveLarge = await large;
		expect(inside).toEqual(["large"]);
		leaveLarge();
		await small;
		expect(inside).toEqual(["small"]);
	});
});
