import { describe, expect, it } from "vitest";
import { parseExpiry } from "../../src/core/contact/expiry.ts";
import { ChatFault } from "../../src/ports/chat.ts";
import { appSuite } from "../support/app-suite.ts";
import { stateOf, upload } from "../support/case-life.ts";
import { anna } from "../support/open-app.ts";

const signal = new AbortController().signal;

describe("work in the background", () => {
	const app = appSuite();

	it("leaves a case that somebody else is working on, and comes back later", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		await app().context.leases.hold(`read:${number}`, async () => {
			await app().restart().jobHandlers.ReadReport({ type: "ReadReport", caseNumber: number }, signal);
		});
		expect(app().jobs.later).toContainEqual({ type: "ReadReport", caseNumber: number });
	});

	it("comes back when the platform says so, and not as a failure that waits longer each time", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		const job = { type: "PostSteps", caseNumber: number } as const;
		await app().handlers.onCommand({ ...anna, caseNumber: number }, "case note", { text: "hm" });
		app().chat.onPost = () => {
			throw new ChatFault("Discord does not answer now", { retry: true, retryAfterMs: 5_000 });
		};
		await app().jobHandlers.PostSteps(job, signal);
		expect(app().jobs.laterMs.get(JSON.stringify(job))).toBe(5_000);
		expect(app().faults).toEqual([]);
		app().chat.onPost = () => {
			throw new ChatFault("no such thing", { retry: false });
		};
		await expect(app().jobHandlers.PostSteps(job, signal)).rejects.toThrow("no such thing");
		app().chat.onPost = () => {};
	});

	it("reminds of an open vote once, and decides nothing", async () => {
		const number = await upload(app(), "ip\n192.0.2.1\n");
		await app().pass(72 * 3_600_000);
		await app().jobHandlers.RemindPoll({ type: "RemindPoll", caseNumber: number, poll: 1, at: app().now }, signal);
		await app().work();
		const [thread] = app().chat.threads.keys();
		const reminders = app()
			.chat.told(thread ?? "")
			.filter((line) => line.includes("deadline"));
		expect(reminders).toEqual(["The deadline of the vote has passed. 2 more votes are needed. The vote stays open."]);
		expect((await stateOf(app(), number)).status).toBe("voting");
	});

	it("posts the status summary once an hour, and drops files that no case has", async () => {
		async function* bytes() {
			yield new Uint8Array(10);
		}
		await app().context.uploads.save("lost.csv", bytes(), 1000);
		await app().pass(400 * 86_400_000);
		for (let time = 0; time < 2; time++) await app().jobHandlers.PostStatus({ type: "PostStatus" }, signal);
		expect(app().chat.cards("status")).toMatchObject([{ title: "How the hotline stands" }]);
	});

	it("drops the bytes of a report once it was read, and not while it is still to be read", async () => {
		const number = await upload(app(), "a,b\nhello,world\nmore,words\n");
		const waiting = await stateOf(app(), number);
		expect(waiting.status).toBe("needs-column");
		expect(await app().context.uploads.open(waiting.upload.id)).not.toBeNull();
		const read = await stateOf(app(), await upload(app(), "ip\n192.0.2.1\n"));
		expect(await app().context.uploads.open(read.upload.id)).toBeNull();
	});

	it("says that a file is unreadable, and why", async () => {
		const number = await upload(app(), "");
		expect(await stateOf(app(), number)).toMatchObject({ status: "unreadable", unreadable: "empty" });
		const [thread] = app().chat.threads.keys();
		expect(
			app()
				.chat.told(thread ?? "")
				.at(-1),
		).toMatch(/^The file could not be read\. The file is empty/);
	});
});

describe("parseExpiry", () => {
	it.each([
		["2027-01-31", "2027-02-01T00:00:00.000Z"],
		["2026-11-21", "2026-11-22T00:00:00.000Z"],
		["2026-11-20", null],
		["2027-02-30", null],
		["31-01-2027", null],
	])("%s → %s", (text, instant) => {
		expect(parseExpiry(text, "2026-11-21T09:00:00.000Z")).toBe(instant);
	});
});
