import { describe, expect, it } from "vitest";
import { recover } from "../../src/app/background.ts";
import { stopMailing } from "../../src/app/mailing-stop.ts";
import { buttonId } from "../../src/core/thread/buttons.ts";
import type { Reply } from "../../src/ports/chat.ts";
import type { PostStop } from "../../src/ports/jobs.ts";
import { appSuite } from "../support/app-suite.ts";
import { confirmSend, readyCase, stateOf } from "../support/case-life.ts";
import { accepted } from "../support/memory-mail.ts";
import { anna, bram, chris, guest, sentence } from "../support/open-app.ts";
import { createRecordingPlatform } from "../support/recording-platform.ts";

const report = "ip\n192.0.2.1\n192.0.2.65\n198.51.100.1\n";

describe("the emergency stop", () => {
	const app = appSuite();
	const stop = (reason = "Wrong list", asker = chris) => app().handlers.onCommand(asker, "mail stop", { reason });
	const posts = () => app().chat.cards("status");
	const outcomes = async (number: string) =>
		Object.values((await stateOf(app(), number)).notices).map(({ status }) => status);

	it("by a volunteer: what is under way ends, nothing more goes out, every case is paused, and all hear of it", async () => {
		const [first, second] = [await readyCase(app(), report), await readyCase(app(), report)];
		for (const number of [first, second]) await confirmSend(app(), number);
		let said: Reply | null = null;
		app().mail.answer = async () => {
			said ??= await stop();
			return accepted;
		};
		await app().work();
		expect(said === null ? "" : sentence(said)).toBe(
			"All mailing has been stopped, and 2 cases paused. What was already on its way still arrives.",
		);
		expect(app().mail.taken).toHaveLength(1);
		for (const number of [first, second]) {
			expect((await stateOf(app(), number)).status).toBe("paused");
			const events = await app().context.cases.events(number, 0, 1_000);
			const paused = events.map(({ event }) => event).filter(({ type }) => type === "SendingPaused");
			expect(paused).toMatchObject([{ by: chris.person }]);
		}
		expect((await outcomes(first)).filter((status) => status === "accepted")).toHaveLength(1);
		expect(posts()).toMatchObject([
			{
				tone: "bad",
				title: "All mailing has been stopped",
				fields: [{ value: "Chris" }, {}, { value: "Wrong list." }],
			},
		]);
	});

	it("refuses whatever would mail while it stands, with who, when and why, and is lifted by a coordinator only", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await stop("Wrong list, ask me");
		await app().work();
		const refused =
			/^All mailing was stopped by Chris \(.*21 Nov 2026.*\): Wrong list, ask me\. Until a coordinator lifts/;
		const state = await stateOf(app(), number);
		const press = (verb: Parameters<typeof buttonId>[1], argument: string | null = null) =>
			app().handlers.onPress(anna, buttonId(state, verb, argument), null);
		const notice = `${number}-1-1`;
		for (const reply of [
			await press("resume"),
			await press("retry", notice),
			await press("send-again", notice),
			await press("test-mail"),
			await confirmSend(app(), number),
		])
			expect(sentence(reply)).toMatch(refused);
		// Saying of a mail that it arrived sends nothing.
		expect(sentence(await press("count-sent", notice))).not.toMatch(/stopped/);
		expect((await stateOf(app(), number)).version).toBe(state.version);

		expect(sentence(await app().handlers.onCommand(chris, "mail resume", {}))).toMatch(/coordinators only/);
		expect(sentence(await app().handlers.onCommand(anna, "mail resume", {}))).toMatch(/^The stop is lifted/);
		expect(sentence(await app().handlers.onCommand(anna, "mail resume", {}))).toBe("Mailing is not stopped.");
		await app().work();
		expect(posts().map(({ title }) => title)).toEqual(["All mailing has been stopped", "Mailing may go on"]);
		expect((await stateOf(app(), number)).status).toBe("paused");
		expect(app().mail.taken).toEqual([]);
		await press("resume");
		await app().work();
		expect(app().mail.taken).toHaveLength(3);
	});

	it("says so when it stands already, and is not for who has no role", async () => {
		await stop("One");
		expect(sentence(await stop("Two", bram))).toMatch(/^All mailing was stopped already, by Chris/);
		expect(sentence(await stop("Three", guest))).toMatch(/volunteers only/);
		await app().work();
		expect(posts()).toHaveLength(1);
	});

	it("takes any reason at once, and shows no address of it", async () => {
		await stop("192.0.2.1 has the whole list");
		await app().work();
		expect(JSON.stringify(posts())).toContain("[…] has the whole list.");
		expect(JSON.stringify(posts())).not.toContain("192.0.2.1");
	});

	it("holds from its row on: a crash before the cases were paused is made up for at the next start", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		await app().context.mailingStops.stop({ stoppedAt: app().now, stoppedBy: "Chris", reason: "Wrong list." });
		const next = app().restart();
		next.jobs.waiting.splice(0);
		await recover(next.context);
		await next.work();
		expect((await stateOf(app(), number)).status).toBe("paused");
		const told = app().chat.told([...app().chat.threads.keys()][0] ?? "");
		expect(told).toContain("Chris paused the mailing.");
		expect(app().mail.taken).toEqual([]);
	});

	it("from the command line reaches the cases by the post in the status channels", async () => {
		const number = await readyCase(app(), report);
		await confirmSend(app(), number);
		app().jobs.waiting.splice(0);
		const { isNew: _, ...stands } = await app().context.mailingStops.stop({
			...{ stoppedAt: app().now, stoppedBy: "root", reason: "Chat is down." },
		});
		const job: PostStop = { type: "PostStop", key: `stop:${stands.id}`, stop: stands, liftedBy: null };
		await app().jobs.enqueue([job]);
		await app().work();
		expect((await stateOf(app(), number)).status).toBe("paused");
		await app().jobHandlers.PostStop(job, new AbortController().signal);
		expect(posts()).toHaveLength(1);
	});

	it("is told on each platform, and by none that is out of order for the others", async () => {
		const other = createRecordingPlatform("slack");
		const platforms = new Map([...app().context.platforms, ["slack", other] as const]);
		Object.assign(app().context, { platforms });
		await stopMailing(app().context, { by: anna.person, reason: "All of it" });
		await app().work();
		expect([posts().length, other.cards("status").length]).toEqual([1, 1]);
	});

	it("stands above the status summary, also the one on a schedule", async () => {
		const status = () => app().handlers.onCommand(bram, "status", {});
		expect(sentence(await status())).not.toMatch(/stopped/);
		await stop();
		const reply = await status();
		expect(sentence(reply)).toMatch(/^All mailing was stopped by Chris/);
		expect(reply.kind === "card" && reply.card.tone).toBe("bad");
	});
});
