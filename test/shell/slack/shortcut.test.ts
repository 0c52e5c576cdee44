import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { ChatHandlers, OptionValues, Reply } from "../../../src/ports/chat.ts";
import type { FakeSlackView } from "../../support/fake-slack/fake-slack.ts";
import { readSlackForm } from "../../support/slack-reader.ts";
import { interactionSuite, messageIn, replyOf, saidIn, viewIn } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const shortcut = "report-from-file";
const typed = { title: "Open RDP", category: "other", description: "Found today." };
const fileOf = (fileName: string) => ({ fileName, bytes: Buffer.from(`ip of ${fileName}`) });

async function read(_: unknown, __: unknown, { file }: OptionValues): Promise<Reply> {
	if (typeof file !== "object") return replyOf(`no file but ${file}`);
	let text = "";
	for await (const chunk of file.open()) text += Buffer.from(chunk).toString();
	return replyOf(`${file.fileName} · ${file.bytes} · ${text}`);
}
const reading: Partial<ChatHandlers> = { onCommand: read };

const { fake, open } = interactionSuite();

describe("the shortcut on a message with a file", () => {
	const choose = (ts: string) => fake().shortcut("bram", shortcut, ts);
	const filesNamed = async (name: string) => (await fake().files()).filter((file) => file.name === name);
	const inputsOf = (form: FakeSlackView) => readSlackForm(form).inputs.map(({ name }) => name);

	it("opens the form of a report with that file, which is read and deleted", async () => {
		const { asked, logged, settled } = await open({ handlers: reading });
		const form = viewIn(await choose(await fake().upload("bram", [fileOf("list.csv")])));
		expect(readSlackForm(form).id).toBe("command:report");
		expect(inputsOf(form)).not.toContain("file");
		expect(JSON.stringify(form.view.blocks)).toContain("list.csv");
		expect(saidIn(await fake().submit("bram", form.id, typed))).toBe("list.csv · 14 · ip of list.csv");
		await settled();
		expect(asked).toMatchObject([{ what: "command", name: "report", values: typed }]);
		expect(await filesNamed("list.csv")).toMatchObject([{ isDeleted: true }]);
		expect(logged).toEqual([]);
	});

	it("has one chosen where there are several; the others stay", async () => {
		const { settled } = await open({ handlers: reading });
		const form = viewIn(await choose(await fake().upload("bram", ["a.csv", "b.csv", "c.csv"].map(fileOf))));
		const input = (form.view.blocks as readonly KnownBlock[]).find(({ block_id: id }) => id === "file");
		const options = input?.type === "input" && input.element.type === "static_select" ? input.element.options : [];
		expect(options?.map(({ text }) => text.text)).toEqual(["a.csv", "b.csv", "c.csv"]);
		const file = options?.[1]?.value ?? "";
		expect(saidIn(await fake().submit("bram", form.id, { ...typed, file }))).toBe("b.csv · 11 · ip of b.csv");
		await settled();
		const states = await Promise.all(["a.csv", "b.csv", "c.csv"].map(filesNamed));
		expect(states.flat().map(({ isDeleted }) => isDeleted)).toEqual([false, true, false]);
	});

	it("leaves out a file that was deleted", async () => {
		await open({ handlers: reading });
		const ts = await fake().upload("bram", ["gone.csv", "left.csv"].map(fileOf));
		const [gone] = await filesNamed("gone.csv");
		const headers = { authorization: `Bearer ${fake().botToken}`, "content-type": "application/json" };
		const body = JSON.stringify({ file: gone?.id });
		await fetch(`${fake().settings.SLACK_API_URL}files.delete`, { method: "POST", headers, body });
		const form = viewIn(await choose(ts));
		expect(inputsOf(form)).not.toContain("file");
		expect(JSON.stringify(form.view.blocks)).toContain("left.csv");
	});

	it("takes a file that somebody else put there", async () => {
		await open({ handlers: reading });
		const form = viewIn(await choose(await fake().upload("chris", [fileOf("list.csv")])));
		expect(saidIn(await fake().submit("bram", form.id, typed))).toContain("ip of list.csv");
	});

	it("answers in the thread of a message that is in one", async () => {
		await open();
		const { cases } = fake().channels;
		const answer = { text: "", ts: "1700000002.000100", thread_ts: "1700000000.000100", files: [] };
		const payload = { ...rawPayloads(fake()).shortcut("bram", shortcut, []), message: answer };
		const before = (await fake().privateMessages("bram")).length;
		expect(await fake().raw("interactive", payload)).toEqual({});
		await expect.poll(async () => (await fake().privateMessages("bram")).length).toBe(before + 1);
		const [said] = (await fake().privateMessages("bram")).slice(-1);
		expect(said).toMatchObject({ channel: cases, threadTs: "1700000000.000100", isEphemeral: true });
	});
});

describe("the shortcut on a message without a file", () => {
	const noFile = "There is no file with this message.";

	it("says so: none, only a deleted one, only one that lies elsewhere", async () => {
		const { asked, logged, settled } = await open({ handlers: reading });
		const empty = await fake().upload("bram", []);
		const answer = await fake().shortcut("bram", shortcut, empty);
		expect(saidIn(answer)).toContain(noFile);
		expect(messageIn(answer)).toMatchObject({ isEphemeral: true });
		const before = (await fake().privateMessages("bram")).length;
		const { shortcut: payload } = rawPayloads(fake());
		for (const files of [[{ id: "F1", mode: "tombstone" }], [{ id: "F2", mode: "external", name: "a.csv" }], [{}]])
			expect(await fake().raw("interactive", payload("bram", shortcut, files))).toEqual({});
		await settled();
		const said = (await fake().privateMessages("bram")).slice(before);
		expect(said.map(({ text }) => text)).toEqual([noFile, noFile, noFile]);
		expect([asked, logged]).toEqual([[], []]);
	});

	it("gives who has no role the refusal of a report", async () => {
		const { asked } = await open({ handlers: { onCommand: async () => replyOf("Refused.") } });
		const ts = await fake().upload("stranger", [fileOf("list.csv")]);
		expect(saidIn(await fake().shortcut("stranger", shortcut, ts))).toBe("Refused.");
		expect(asked).toMatchObject([{ name: "report", values: {}, asker: { roles: [] } }]);
	});
});

describe("a file that is gone when its form is sent in", () => {
	it("reaches the handler all the same, which hears of it when it reads", async () => {
		const { logged } = await open({
			handlers: {
				onCommand: (...call) => read(...call).catch((fault: unknown) => replyOf((fault as Error).name)),
			},
		});
		const ts = await fake().upload("bram", [fileOf("list.csv")]);
		const form = viewIn(await fake().shortcut("bram", shortcut, ts));
		await fake().trouble([{ kind: "500", share: 1, on: "files.info" }]);
		expect(saidIn(await fake().submit("bram", form.id, typed))).toBe("AttachmentLost");
		expect(logged).toEqual([]);
	});
});
