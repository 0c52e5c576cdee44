import type { App } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlack, FakeSlackAnswer } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { actions, button, file, input, modal, saying, textInput } from "./bodies.ts";
import { openBolt } from "./open-bolt.ts";

/** A small bot that does all that the product does with Slack. */
function listen(fake: FakeSlack, posted: { ts: string }) {
	return (app: App): void => {
		app.command("/meldkamer", async ({ ack, body, client, respond }) => {
			if (body.text === "ack") await ack({ text: "in the acknowledgement" });
			else await ack();
			if (body.text === "hello") await respond(`you said ${body.text}`);
			if (body.text !== "report") return;
			const upload = input("file", { type: "file_input", action_id: "file", max_files: 1, filetypes: ["csv"] });
			const view = modal("report", upload, input("title", textInput({ max_length: 20 })));
			await client.views.open({ trigger_id: body.trigger_id, view });
		});
		app.view("report", async ({ ack, body, view, client }) => {
			await ack();
			const [sent] = view.state.values.file?.file?.files ?? [];
			const info = await client.files.info({ file: sent?.id ?? "" });
			const headers = { authorization: `Bearer ${fake.botToken}` };
			const bytes = await (await fetch(info.file?.url_private_download ?? "", { headers })).arrayBuffer();
			const channel = fake.channels.cases;
			const blocks = [actions(button("go", { value: "1" }))];
			const { ts = "" } = await client.chat.postMessage({ channel, ...saying(`${bytes.byteLength} bytes`), blocks });
			posted.ts = ts;
			await client.chat.postMessage({ channel, thread_ts: ts, ...saying("received") });
			await client.chat.update({ channel, ts, text: "read", blocks });
			const direct = await client.conversations.open({ users: body.user.id });
			const files = ["a.csv", "b.csv"].map((filename) => ({ file: Buffer.from(filename), filename }));
			await client.filesUploadV2({
				channel_id: direct.channel?.id ?? "",
				file_uploads: files,
				initial_comment: "lists",
			});
			await client.chat.postEphemeral({ channel, user: body.user.id, text: "sent directly" });
		});
		app.action("go", async ({ ack, respond }) => {
			await ack();
			await respond({ text: "pressed" });
		});
		app.event("app_home_opened", async ({ event, client }) => {
			await client.views.publish({ user_id: event.user, view: { type: "home", blocks: [{ type: "divider" }] } });
		});
	};
}

describe.each(["socket", "http"] as const)("over %s, the real Bolt", (mode) => {
	let fake: FakeSlack;
	let bolt: Awaited<ReturnType<typeof openBolt>>;
	const posted = { ts: "" };
	beforeAll(async () => {
		fake = await startFakeSlack({ mode, quietMs: 2_000 });
		bolt = await openBolt(fake, listen(fake, posted));
	});
	afterAll(async () => {
		await bolt.close();
		await fake.close();
	});
	const textOf = (answer: FakeSlackAnswer): string | null => (answer.kind === "message" ? answer.message.text : null);

	it("answers a command to who typed it: by response URL, in the acknowledgement, or not at all", async () => {
		expect(textOf(await fake.command("bram", "hello"))).toBe("you said hello");
		expect(textOf(await fake.command("bram", "ack"))).toBe("in the acknowledgement");
		expect(await fake.command("bram", "quiet")).toMatchObject({ kind: "quiet" });
		const heard = await fake.privateMessages("bram");
		expect(heard.map(({ isEphemeral, visibleTo }) => [isEphemeral, visibleTo])).toEqual([
			[true, fake.users.bram.id],
			[true, fake.users.bram.id],
		]);
		expect(await fake.privateMessages("chris")).toEqual([]);
		expect(await fake.messages(fake.channels.reports)).toEqual([]);
	});

	it("opens a form, reads the file that comes with it, posts, and sends files directly", async () => {
		const form = await fake.command("bram", "report");
		if (form.kind !== "view") throw new Error(form.kind);
		expect(form.view).toMatchObject({ user: fake.users.bram.id, view: { callback_id: "report" } });
		const answer = await fake.submit("bram", form.view.id, { file: file(1_000), title: "List" });
		expect(answer).toMatchObject({
			kind: "message",
			message: { text: "lists", isEphemeral: false, visibleTo: fake.users.bram.id, files: [{ name: "a.csv" }, {}] },
		});
		if (answer.kind !== "message") throw new Error(answer.kind);
		const sent = await Promise.all(answer.message.files.map(({ id }) => fake.file(id)));
		expect(sent.map((bytes) => Buffer.from(bytes).toString())).toEqual(["a.csv", "b.csv"]);
		expect((await fake.messages(fake.channels.cases)).map(({ text }) => text)).toEqual(["read"]);
		expect((await fake.replies(fake.channels.cases, posted.ts)).map(({ text }) => text)).toEqual(["received"]);
		expect((await fake.history()).map(({ text }) => text)).toEqual(["1000 bytes", "received", "read"]);
		expect(await fake.submit("bram", form.view.id, { title: "again" })).toMatchObject({ kind: "platform-refused" });
	});

	it("hears of a press, and shows a home", async () => {
		expect(textOf(await fake.press("anna", posted.ts, "go"))).toBe("pressed");
		expect(await fake.home("anna")).toBe(null);
		const home = await fake.openHome("anna");
		expect(home).toMatchObject({ user: fake.users.anna.id, view: { type: "home", blocks: [{ type: "divider" }] } });
		expect(await fake.home("anna")).toEqual(home);
	});

	it("did nothing that Slack would refuse", async () => {
		expect(bolt.faults).toEqual([]);
		expect(await fake.violations()).toEqual([]);
		const counts = await fake.counts();
		expect(counts).toMatchObject({ "chat.postMessage": 2, "views.open": 1, file: 1, upload: 2 });
		expect(counts[mode === "socket" ? "envelopes" : "requests"]).toBe(7);
	});
});
