import { describe, expect, it } from "vitest";
import type { RegistryStatus, UpdateResult } from "../../src/core/registry/registry-status.ts";
import type { UpdateRegistry } from "../../src/ports/jobs.ts";
import { appSuite } from "../support/app-suite.ts";
import { anna, bram, sentence } from "../support/open-app.ts";
import { createRecordingPlatform } from "../support/recording-platform.ts";

const index = {
	...{ asOf: "2026-11-20T23:00:00.000Z", builtAt: "2026-11-21T02:00:00.000Z" },
	...{ objects: 306, ranges: 301, bytes: 181_400_000, country: null },
};
const updated: UpdateResult = { kind: "updated", index };
const failed: UpdateResult = {
	kind: "failed",
	trouble: { code: "unreachable", file: "ripe.db.role.gz", detail: "ftp.ripe.net" },
};
const weekly: UpdateRegistry = { type: "UpdateRegistry", folder: "here", asked: null };
const signal = new AbortController().signal;

describe("/registry", () => {
	const app = appSuite();

	/** What the folder's updates come to from now on. */
	function comeTo(result: UpdateResult): void {
		app().context.registryUpdates.update = async () => result;
		app().context.registryUpdates.status = async () => status;
	}
	const status: RegistryStatus = { kind: "index", index, lastAttempt: null, running: null };

	it("is for coordinators", async () => {
		for (const line of ["registry show", "registry update"])
			expect(sentence(await app().handlers.onCommand(bram, line, {}))).toMatch(/coordinators only/);
	});

	it("shows the age, the size, the last attempt and when the next one is due", async () => {
		comeTo(updated);
		app().context.registryUpdates.nextDue = () => "2026-11-29T03:00:00.000Z";
		const reply = await app().handlers.onCommand(anna, "registry show", {});
		if (reply.kind !== "card") throw new Error("no card");
		expect(reply.everyone).not.toBe(true);
		expect(reply.card.fields).toEqual(
			expect.arrayContaining([
				{ label: "Data from", value: "Sat, 21 Nov 2026, 0 days old" },
				{ label: "Objects", value: "306" },
				{ label: "Next update", value: "Sun, 29 Nov 2026 04:00" },
			]),
		);
	});

	it("says what to do where there is no index", async () => {
		expect(sentence(await app().handlers.onCommand(anna, "registry show", {}))).toMatch(/no index here/);
	});

	it("update: answers at once, works in the background, and tells the status channel once how it went", async () => {
		comeTo(updated);
		expect(sentence(await app().handlers.onCommand(anna, "registry update", {}))).toMatch(/^The update has begun/);
		const asked = app().jobs.waiting.find(({ type }) => type === "UpdateRegistry");
		await app().work();
		expect(
			app()
				.chat.cards("status")
				.map(({ body }) => body?.[0]),
		).toEqual([expect.stringContaining("306 objects")]);
		// Delivered a second time, as a queue may.
		await app().jobHandlers.UpdateRegistry(asked as UpdateRegistry, signal);
		await app().work();
		expect(app().chat.cards("status")).toHaveLength(1);
	});

	it("update: says so when one is under way, and starts no other", async () => {
		app().context.registryUpdates.status = async () => ({
			...status,
			running: { startedAt: app().now, progress: null },
		});
		expect(sentence(await app().handlers.onCommand(anna, "registry update", {}))).toMatch(/already under way/);
		expect(app().jobs.waiting).toEqual([]);
	});

	it("tells each platform in its own words, and keeps it from none because another one is out of order", async () => {
		comeTo(failed);
		const other = createRecordingPlatform("slack");
		(app().context.platforms as Map<string, typeof other>).set("slack", other);
		let down = true;
		app().chat.onPost = () => {
			if (down) throw new Error("out of order");
		};
		await app().handlers.onCommand(anna, "registry update", {});
		await app().jobHandlers.UpdateRegistry(app().jobs.waiting.shift() as UpdateRegistry, signal);
		const [post] = app().jobs.waiting;
		if (post?.type !== "PostRegistry") throw new Error("nothing is to be posted");
		await expect(app().jobHandlers.PostRegistry(post, signal)).rejects.toThrow();
		expect(other.cards("status")).toHaveLength(1);
		down = false;
		await app().jobHandlers.PostRegistry(post, signal);
		expect([app().chat.cards("status"), other.cards("status")].map((cards) => cards.length)).toEqual([1, 1]);
	});

	it("on schedule: a failure is told once a day, with what to do; a success is not", async () => {
		comeTo(failed);
		for (let run = 0; run < 2; run++) {
			await app().jobHandlers.UpdateRegistry(weekly, signal);
			await app().work();
		}
		expect(app().chat.cards("status")).toEqual([
			{
				tone: "warn",
				title: "The registry index was not updated",
				body: [expect.stringMatching(/^The line to ftp\.ripe\.net broke.+The index from before stays in use\.$/)],
				note: "Machine: test",
			},
		]);
		await app().pass(86_400_000);
		await app().jobHandlers.UpdateRegistry(weekly, signal);
		await app().work();
		expect(app().chat.cards("status")).toHaveLength(2);
		comeTo(updated);
		await app().jobHandlers.UpdateRegistry(weekly, signal);
		await app().work();
		expect(app().chat.cards("status")).toHaveLength(2);
	});

	it("waits for another update that is at work, says nothing, and sees to it after that", async () => {
		await app().jobHandlers.UpdateRegistry(weekly, signal);
		await app().work();
		expect(app().chat.cards("status")).toEqual([]);
		expect(app().jobs.later).toContainEqual(weekly);
		comeTo(failed);
		await app().pass(180_000);
		expect(app().chat.cards("status")).toHaveLength(1);
	});

	it("is given back when the program stops, and tells nothing", async () => {
		const stopping = new AbortController();
		app().context.registryUpdates.update = async () => {
			stopping.abort(new Error("the program is stopping"));
			return { kind: "failed", trouble: { code: "stopped", file: "", detail: "" } };
		};
		await expect(app().jobHandlers.UpdateRegistry(weekly, stopping.signal)).rejects.toThrow(/stopping/);
		expect(app().jobs.waiting).toEqual([]);
	});
});
