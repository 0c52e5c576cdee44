import { DiscordAPIError, HTTPError, RateLimitError } from "discord.js";
import { describe, expect, test } from "vitest";
import { troubleOf } from "../../../src/chat/discord/faults.ts";

const request = { body: undefined, files: undefined };
const refusal = (status: number, code: number) =>
	new DiscordAPIError({ code, message: "as Discord says it" }, code, status, "POST", "http://127.0.0.1", request);

describe("what discord.js throws", () => {
	test.each([
		[401, 0, "revoked"],
		[404, 10_003, "unknown-channel"],
		[404, 10_004, "unknown-server"],
		[404, 10_008, "unknown-message"],
		[403, 50_005, "unknown-message"],
		[403, 50_001, "forbidden"],
		[403, 50_013, "forbidden"],
		[403, 40_333, "forbidden"],
		[400, 160_005, "locked"],
		[400, 40_067, "tag-required"],
		[400, 160_006, "too-many-threads"],
		[400, 50_083, "archived"],
		[400, 160_004, "has-thread"],
		[400, 50_035, "refused"],
		[404, 10_007, "refused"],
		[429, 30_046, "later"],
		[500, 0, "later"],
	])("%i with code %i is %s", (status, code, kind) => {
		expect(troubleOf(refusal(status, code))).toMatchObject({ kind });
	});

	test("a rate limit tells until when", () => {
		const limit = {
			...{ timeToReset: 7_000, retryAfter: 7_000, sublimitTimeout: 0, limit: 5, global: false, scope: "user" as const },
			...{ method: "POST", hash: "h", url: "u", route: "r", majorParameter: "m" },
		};

		expect(troubleOf(new RateLimitError(limit))).toEqual({ kind: "too-fast", afterMs: 7_000 });
	});

	test("an outage and a broken line pass", () => {
		expect(troubleOf(new HTTPError(503, "", "GET", "http://127.0.0.1", request)).kind).toBe("later");
		expect(troubleOf(Object.assign(new Error("socket"), { code: "ECONNRESET" })).kind).toBe("later");
		expect(troubleOf("anything").kind).toBe("later");
	});
});
