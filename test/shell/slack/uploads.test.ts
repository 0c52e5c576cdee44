import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { AttachmentLost, type ChatHandlers, type OptionValues, type Reply } from "../../../src/ports/chat.ts";
import { LoginPage, WrongFileHost } from "../../../src/ports/download.ts";
import { UploadTooLarge } from "../../../src/ports/upload-store.ts";
import { allScopes } from "../../support/fake-slack/all-scopes.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { listenOnLoopback } from "../../support/listen-on-loopback.ts";
import { interactionSuite, messageIn, replyOf, saidIn, textOf, viewIn } from "./interaction-suite.ts";
import { openSlackDetour } from "./open-slack-detour.ts";

const typed = { title: "Open RDP", category: "other", description: "Found today." };
const list = { fileName: "list 1.csv", bytes: Buffer.from("ip\n192.0.2.55") };

const faults = { LoginPage, AttachmentLost, UploadTooLarge, WrongFileHost };

/** Reads the file and says what came of it. */
async function read(_: unknown, __: unknown, { file }: OptionValues): Promise<Reply> {
	if (typeof file !== "object") return replyOf("no file");
	try {
		const chunks: Uint8Array[] = [];
		for await (const chunk of file.open()) chunks.push(chunk);
		return replyOf(`${file.fileName} · ${Buffer.concat(chunks)}`);
	} catch (fault) {
		const [name] = Object.entries(faults).find(([, kind]) => fault instanceof kind) ?? [];
		return replyOf(name ?? String(fault));
	}
}
const reading: Partial<ChatHandlers> = { onCommand: read };
const refusing: Partial<ChatHandlers> = {
	async onCommand(_, __, { file }) {
		if (typeof file === "object") await file.discard?.();
		return replyOf("Not here.");
	},
};

/** Opens the form of `report` and sends a file in with it. */
async function sendIn(fake: FakeSlack, file = list) {
	const form = viewIn(await fake.command("bram", "report"));
	return fake.submit("bram", form.id, { ...typed, file });
}
const lastFile = async (fake: FakeSlack) => (await fake.files()).at(-1);
const counted = async (fake: FakeSlack, what: string) => (await fake.counts())[what] ?? 0;

const { fake, open } = interactionSuite();

describe("a file in a form", () => {
	it("is fetched whole, and deleted in Slack once it is read", async () => {
		const { asked, logged, settled } = await open({ handlers: reading });
		expect(saidIn(await sendIn(fake()))).toBe(`list 1.csv · ${list.bytes}`);
		await settled();
		expect(asked[0]?.values).toMatchObject({ ...typed, file: { fileName: "list 1.csv", bytes: list.bytes.length } });
		expect(await lastFile(fake())).toMatchObject({ name: "list 1.csv", isDeleted: true });
		expect(logged).toEqual([]);
	});

	it("is called by the last part of its name, as one line", async () => {
		await open({ handlers: reading });
		const named = { fileName: "secret/\u202elist\n2.csv", bytes: Buffer.from("ip") };
		expect(saidIn(await sendIn(fake(), named))).toBe("list 2.csv · ip");
	});

	it("stays when nobody read it", async () => {
		const { settled } = await open({ handlers: { onCommand: async () => replyOf("Refused.") } });
		const before = await counted(fake(), "file");
		expect(saidIn(await sendIn(fake()))).toBe("Refused.");
		await settled();
		expect(await lastFile(fake())).toMatchObject({ isDeleted: false });
		expect(await counted(fake(), "file")).toBe(before);
	});

	it("stays when it was not read to its end", async () => {
		const { settled } = await open({
			handlers: {
				async onCommand(_, __, { file }) {
					if (typeof file !== "object") throw new Error("no file");
					for await (const _chunk of file.open()) break;
					return replyOf("Enough.");
				},
			},
		});
		await sendIn(fake());
		await settled();
		expect(await lastFile(fake())).toMatchObject({ isDeleted: false });
	});

	it("stays where the settings say so", async () => {
		const { settled } = await open({ handlers: reading, options: { deleteUploads: false } });
		expect(saidIn(await sendIn(fake()))).toContain("192.0.2.55");
		await settled();
		expect(await lastFile(fake())).toMatchObject({ isDeleted: false });
	});

	it("that must not be kept is deleted unread, whatever the settings say", async () => {
		const { settled } = await open({ handlers: refusing, options: { deleteUploads: false } });
		const before = await counted(fake(), "file");
		expect(saidIn(await sendIn(fake()))).toBe("Not here.");
		await settled();
		expect(await lastFile(fake())).toMatchObject({ isDeleted: true });
		expect(await counted(fake(), "file")).toBe(before);
	});

	it("that somebody deleted already is no trouble to delete", async () => {
		const { logged, settled } = await open({
			handlers: {
				async onCommand(...call) {
					const reply = await read(...call);
					await deleteAsPerson(fake(), (await lastFile(fake()))?.id ?? "");
					return reply;
				},
			},
		});
		await sendIn(fake());
		await settled();
		expect(logged).toEqual([]);
	});

	it("that is gone before it is read is lost", async () => {
		const { logged } = await open({
			handlers: {
				async onCommand(...call) {
					await deleteAsPerson(fake(), (await lastFile(fake()))?.id ?? "");
					return read(...call);
				},
			},
		});
		expect(saidIn(await sendIn(fake()))).toBe("AttachmentLost");
		expect(logged).toEqual([]);
	});

	it.each([
		{ kind: "500", on: "files.info" },
		{ kind: "500", on: "file" },
		{ kind: "drop-after", on: "file" },
	] as const)("is lost, and stays, when it did not come whole: $kind of $on", async ({ kind, on }) => {
		const { settled } = await open({ handlers: reading });
		const form = viewIn(await fake().command("bram", "report"));
		await fake().trouble([{ kind, share: 1, on }]);
		expect(saidIn(await fake().submit("bram", form.id, { ...typed, file: list }))).toBe("AttachmentLost");
		await settled();
		expect(await lastFile(fake())).toMatchObject({ isDeleted: false });
	});

	it("that is too large for us is not fetched", async () => {
		await open({ handlers: reading, options: { maxUploadBytes: list.bytes.length - 1 } });
		const before = await counted(fake(), "file");
		expect(saidIn(await sendIn(fake()))).toBe("UploadTooLarge");
		expect(await counted(fake(), "file")).toBe(before);
	});

	it("on a host that is not in the settings is not fetched", async () => {
		await open({ handlers: reading, options: { fileHosts: ["files.slack.com"] } });
		const before = await counted(fake(), "file");
		expect(saidIn(await sendIn(fake()))).toBe("WrongFileHost");
		expect(await counted(fake(), "file")).toBe(before);
	});

	it("asks for a scope: without it Slack gives no file", async () => {
		await open({ handlers: reading });
		await fake().setScopes(allScopes.filter((scope) => scope !== "files:read"));
		const answer = await sendIn(fake());
		await fake().setScopes(allScopes);
		expect(saidIn(answer)).toBe("LoginPage");
	});
});

describe("the token", () => {
	it("leaves for no host but those of the settings, whatever Slack says where a file lies", async () => {
		const got: (string | undefined)[] = [];
		const stranger = createServer((request, response) => {
			got.push(request.headers.authorization);
			response.end("ip\n");
		});
		const url = `http://127.0.0.1:${await listenOnLoopback(stranger)}/files-pri/list.csv`;
		const file = { id: "F1", size: 3, url_private_download: url };
		const detour = await openSlackDetour(fake(), { "files.info": async () => ({ ok: true, file }) });
		await open({ handlers: reading, options: { apiUrl: detour.apiUrl } });
		expect(saidIn(await sendIn(fake()))).toBe("WrongFileHost");
		await detour.close();
		stranger.close();
		expect(got).toEqual([]);
	});

	it("is asked for no file that Slack itself does not have", async () => {
		const file = { id: "F1", size: 3, mode: "external", url_private: "https://drive.example/1" };
		const detour = await openSlackDetour(fake(), { "files.info": async () => ({ ok: true, file }) });
		await open({ handlers: reading, options: { apiUrl: detour.apiUrl } });
		expect(saidIn(await sendIn(fake()))).toBe("AttachmentLost");
		await detour.close();
	});
});

/** The bot's own request stands for a person's: the file is gone all the same. */
async function deleteAsPerson({ settings, botToken }: FakeSlack, file: string): Promise<void> {
	const headers = { authorization: `Bearer ${botToken}`, "content-type": "application/json" };
	await fetch(`${settings.SLACK_API_URL}files.delete`, { method: "POST", headers, body: JSON.stringify({ file }) });
}

describe("a file for whose bytes Slack gives its log-in page", () => {
	const withheld = interactionSuite({ loginPages: true });

	it("is no file, and the handler knows why", async () => {
		await withheld.open({ handlers: reading });
		expect(saidIn(await sendIn(withheld.fake()))).toBe("LoginPage");
		expect(await lastFile(withheld.fake())).toMatchObject({ isDeleted: false });
	});
});

describe("a file that Slack does not let the bot delete", () => {
	const kept = interactionSuite({ deletesUploads: false });

	it("is told of to who uploaded it, with a link to it", async () => {
		const { logged, settled } = await kept.open({ handlers: reading });
		const answer = messageIn(await sendIn(kept.fake()));
		await settled();
		const [said, told] = (await kept.fake().privateMessages("bram")).slice(-2);
		expect(said).toEqual(answer);
		expect(told).toMatchObject({ isEphemeral: true, channel: kept.fake().channels.reports });
		const words = told === undefined ? "" : textOf(told);
		expect(words).toContain("Slack does not let the bot delete list 1.csv. It holds affected addresses");
		expect(words).toMatch(/The file in Slack\nhttps:\/\/\S+\/files\//);
		expect(logged).toEqual([{ event: "slack.upload-not-deleted", fields: { code: "cant_delete_file" } }]);
	});

	it("and must not be kept, even so: who uploaded it is asked to delete it now", async () => {
		const { settled } = await kept.open({ handlers: refusing });
		await sendIn(kept.fake());
		await settled();
		const told = (await kept.fake().privateMessages("bram")).at(-1);
		expect(told === undefined ? "" : textOf(told)).toMatch(
			/does not let the bot delete list 1\.csv\. Delete it in Slack yourself, now\.[\s\S]*\/files\//,
		);
	});

	it("nor says where it is, even so", async () => {
		const detour = await openSlackDetour(kept.fake(), {
			"files.info": async () => ({ ok: false, error: "fatal_error" }),
		});
		const { settled } = await kept.open({ handlers: refusing, options: { apiUrl: detour.apiUrl } });
		await sendIn(kept.fake());
		await settled();
		await detour.close();
		const told = (await kept.fake().privateMessages("bram")).at(-1);
		expect(told === undefined ? "" : textOf(told)).toContain("Delete it in Slack yourself, now.");
	});
});
