import type { webApi } from "@slack/bolt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FakeSlackOptions } from "../../support/fake-slack/fake-options.ts";
import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import { startFakeSlack } from "../../support/fake-slack/start-fake-slack.ts";
import { waitUntil } from "../../support/wait-until.ts";
import { file, saying } from "./bodies.ts";
import { openClient, post, refusal } from "./open-client.ts";

let fake: FakeSlack;
let client: webApi.WebClient;
let channel: string;
beforeAll(async () => {
	fake = await startFakeSlack({ rateLimits: false });
	client = openClient(fake);
	channel = fake.channels.cases;
});
afterAll(() => fake.close());

const picture = Buffer.from("a picture");

/** Uploads as the SDK does; gives the file's id. */
async function upload(where: object, filename = "chart.png"): Promise<string> {
	const answer = (await client.filesUploadV2({ ...where, file: picture, filename, alt_text: "A chart" } as never)) as {
		readonly files: readonly { readonly files: readonly { readonly id: string }[] }[];
	};
	return answer.files[0]?.files[0]?.id ?? "";
}

async function download(url: string | undefined, token = fake.botToken) {
	const response = await fetch(url ?? "", { headers: { authorization: `Bearer ${token}` } });
	return { type: response.headers.get("content-type"), status: response.status, text: await response.text() };
}

describe("an upload", () => {
	it("is a message a moment later; the answer doesn't say where", async () => {
		const id = await upload({ channel_id: channel, initial_comment: "this week" });
		await waitUntil(async () => (await fake.messages(channel)).length > 0);
		const [message] = await fake.messages(channel);
		expect(message).toMatchObject({
			text: "this week",
			user: fake.botUserId,
			files: [{ id, name: "chart.png", size: 9 }],
		});
		const info = await client.files.info({ file: id });
		expect(info.file).toMatchObject({
			shares: { public: { [channel]: [{ ts: message?.ts, channel_name: "cases" }] } },
			channels: [channel],
			alt_txt: "A chart",
			filetype: "png",
		});
		const { messages } = await client.conversations.history({ channel, limit: 1 });
		expect(messages).toMatchObject([{ ts: message?.ts, files: [{ id, title: "chart.png" }] }]);
	});

	it("goes in a thread, with blocks above it, and directly to somebody", async () => {
		const { ts = "" } = await client.chat.postMessage({ channel, ...saying("parent") });
		const blocks = [{ type: "divider" }];
		await upload({ channel_id: channel, thread_ts: ts, blocks });
		await waitUntil(async () => (await fake.replies(channel, ts)).length > 0);
		expect(await fake.replies(channel, ts)).toMatchObject([{ threadTs: ts, text: "", blocks, files: [{}] }]);
		const direct = await client.conversations.open({ users: fake.users.bram.id });
		await upload({ channel_id: direct.channel?.id }, "list.csv");
		await waitUntil(async () => (await fake.privateMessages("bram")).length > 0);
		expect(await fake.privateMessages("bram")).toMatchObject([{ files: [{ name: "list.csv" }] }]);
	});

	it("is refused where the bot can't write, in no thread, and of what was never sent", async () => {
		const { upload_url = "", file_id = "" } = await client.files.getUploadURLExternal({ filename: "a.txt", length: 3 });
		const complete = (more: object) =>
			refusal(client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: channel, ...more } as never));
		expect((await complete({})).error).toBe("file_not_found");
		expect(await post(upload_url, "abc", { "content-type": "text/plain" })).toMatchObject({ status: 200 });
		expect((await complete({ channel_id: "C0NOWHERE01" })).error).toBe("channel_not_found");
		expect((await complete({ channel_id: fake.channels.general })).error).toBe("not_in_channel");
		expect((await complete({ thread_ts: "1.000000" })).error).toBe("thread_not_found");
		expect((await complete({ blocks: [{ type: "header" }] })).error).toBe("invalid_blocks");
		expect((await complete({})).error).toBe("none");
		expect((await complete({})).error).toBe("file_not_found");
		const notes = await fake.violations();
		expect(notes.some((note) => note.startsWith("upload: 5 bytes of a.txt, announced as 3"))).toBe(true);
	});
});

describe("a file", () => {
	it("is given to who has the bot's token; to others a page to log in, as a 200", async () => {
		const id = await upload({});
		const { file: info } = await client.files.info({ file: id });
		expect(await download(info?.url_private_download)).toEqual({ type: "image/png", status: 200, text: "a picture" });
		const page = await download(info?.url_private_download, "xoxb-another");
		expect(page).toMatchObject({ status: 200, type: expect.stringContaining("text/html") });
		expect(Buffer.from(await fake.file(id)).toString()).toBe("a picture");
	});

	it("of a person is seen by the bot where it is a member", async () => {
		await fake.upload("anna", [file(3)], fake.channels.general);
		const [hidden] = (await fake.files()).slice(-1);
		expect((await refusal(client.files.info({ file: hidden?.id ?? "" }))).error).toBe("file_not_found");
	});

	it("that is deleted is gone", async () => {
		const id = await upload({});
		const { file: info } = await client.files.info({ file: id });
		await client.files.delete({ file: id });
		expect((await refusal(client.files.info({ file: id }))).error).toBe("file_deleted");
		expect((await refusal(client.files.delete({ file: id }))).error).toBe("file_deleted");
		expect((await refusal(client.files.delete({ file: "F1" }))).error).toBe("file_not_found");
		expect(await download(info?.url_private_download)).toMatchObject({ status: 404 });
		expect((await fake.files()).find((one) => one.id === id)).toMatchObject({ isDeleted: true });
	});

	it("may be shown as a picture only where everybody may see it", async () => {
		const show = (id: string) =>
			refusal(
				client.chat.postMessage({
					channel,
					...saying("picture"),
					blocks: [{ type: "image", alt_text: "A chart", slack_file: { id } }],
				}),
			);
		const own = await upload({});
		expect(await show(own)).toMatchObject({
			error: "invalid_blocks",
			response_metadata: { messages: ["[ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]"] },
		});
		const shared = await upload({ channel_id: fake.channels.status });
		await waitUntil(async () => (await fake.messages(fake.channels.status)).length > 0);
		expect((await show(shared)).error).toBe("none");
	});
});

describe("as the options say", () => {
	const withOptions = async (options: FakeSlackOptions, look: (other: FakeSlack, id: string) => Promise<void>) => {
		const other = await startFakeSlack(options);
		await other.upload("anna", [file(3)]);
		const [uploaded] = await other.files();
		await look(other, uploaded?.id ?? "");
		await other.close();
	};

	it("people's files are answered with a page to log in", () =>
		withOptions({ loginPages: true }, async (other, id) => {
			const { file: info } = await openClient(other).files.info({ file: id });
			const page = await download(info?.url_private_download, other.botToken);
			expect(page).toMatchObject({ status: 200, type: expect.stringContaining("text/html") });
		}));

	it("people's files aren't the bot's to delete", () =>
		withOptions({ deletesUploads: false }, async (other, id) => {
			expect((await refusal(openClient(other).files.delete({ file: id }))).error).toBe("cant_delete_file");
		}));
});
