import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskShape, maskTarget } from "../../../src/core/report/mask.ts";

describe("maskTarget", () => {
	it.each([
		["192.0.2.1", "192.0.x.x"],
		["192.0.2.0/24", "192.0.x.x"],
		["192.0.2.1-192.0.2.9", "192.0.x.x"],
		["2001:db8:1:2::5", "2001:db8:x"],
		["[2001:db8:1:2::5]:443", "2001:db8:x"],
		["::1", ":x"],
		["www.example.nl", "w….nl"],
		["a.nl", "a…"],
		["a.example.museum", "a….museum"],
		["intranet", "i…"],
		["x", "…"],
		["", "…"],
		["http://user:secret@192.0.2.1/path", "http://192.0.x.x"],
		["https://www.example.nl/reset?token=1", "https://w….nl"],
	])("masks %s as %s", (text, masked) => {
		expect(maskTarget(text)).toBe(masked);
	});

	it("never gives back more than half of an address", () => {
		fc.assert(
			fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (text) => {
				const masked = maskTarget(text);
				expect(text.includes(masked) && masked.length > 2).toBe(false);
				expect(masked.replace(/x/g, "").length).toBeLessThan(text.length);
			}),
		);
	});
});

describe("maskShape", () => {
	it("keeps the shape and nothing else", () => {
		expect(maskShape("192.0.2.17")).toBe("000.0.0.00");
		expect(maskShape("Zoë <zoe@example.nl>")).toBe("aaa <aaa@aaaaaaa.aa>");
		expect(maskShape("２০")).toBe("00");
		expect(maskShape("x".repeat(99))).toHaveLength(30);
	});

	it("holds no letter but a and no digit but 0, whatever goes in", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary" }), (text) => {
				const shape = maskShape(text);
				expect(shape.length).toBeLessThanOrEqual(30);
				expect(shape.replace(/[a0]/g, "")).not.toMatch(/[\p{L}\p{N}]/u);
			}),
		);
	});
});
