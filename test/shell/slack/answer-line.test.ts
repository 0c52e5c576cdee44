import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import type { Place } from "../../../src/chat/slack/interactions/place.ts";
import { sayThere } from "../../../src/chat/slack/interactions/say-there.ts";
import { openClient } from "../../../src/chat/slack/open-client.ts";
import { renderMessage } from "../../../src/chat/slack/render/render-message.ts";
import { listenOnLoopback } from "../../support/listen-on-loopback.ts";
import { cardOf, interactionSuite, messageIn, replyOf, saidIn, textOf } from "./interaction-suite.ts";
import { rawPayloads } from "./raw-payloads.ts";

const times = { retryDelaysMs: [1, 1] };
const { fake, open } = interactionSuite();
const heard = () => fake().privateMessages("bram");
const uses = async () => (await fake().counts()).response_url ?? 0;
const handlers = { onCommand: async () => replyOf("Done.") };

describe("an answer for which the line breaks", () => {
	it.each(["500", "429", "drop-before"] as const)("is tried again where it was asked: %s, twice", async (kind) => {
		const { logged } = await open({ handlers, times });
		const before = await uses();
		await fake().trouble([{ kind, share: 1, times: 2, on: "response_url" }]);
		expect(messageIn(await fake().command("bram", "status"))).toMatchObject({ isEphemeral: true, text: "Done." });
		expect(await uses()).toBe(before + 3);
		expect(logged).toEqual([]);
	});

	it("rather comes twice than not at all", async () => {
		const { settled } = await open({ handlers, times });
		const before = (await heard()).length;
		await fake().trouble([{ kind: "drop-after", share: 1, times: 1, on: "response_url" }]);
		await fake().command("bram", "status");
		await settled();
		expect((await heard()).slice(before).map(textOf)).toEqual(["Done.", "Done."]);
	});

	it("is a direct message when it breaks each time", async () => {
		const { logged } = await open({ handlers, times });
		const before = await uses();
		await fake().trouble([{ kind: "500", share: 1, on: "response_url" }]);
		const message = messageIn(await fake().command("bram", "status"));
		expect([message.channel[0], textOf(message), message.isEphemeral]).toEqual(["D", "Done.", false]);
		expect(await uses()).toBe(before + 3);
		expect(logged).toEqual([]);
	});

	it("is lost when no way is left, with no more than Slack's code in the log; the next is answered", async () => {
		const { logged, settled } = await open({ handlers, times });
		await fake().trouble([
			{ kind: "500", share: 1, on: "response_url" },
			{ kind: "internal_error", share: 1, on: "chat.postMessage" },
		]);
		await fake().raw("slash_commands", rawPayloads(fake()).command("bram", "status"));
		await settled();
		expect(logged.filter(({ event }) => event.startsWith("slack."))).toEqual([
			{ event: "slack.answer-refused", fields: { code: "later" } },
			{ event: "slack.answer-lost", fields: { code: "later" } },
		]);
		await fake().trouble([]);
		expect(saidIn(await fake().command("bram", "status"))).toBe("Done.");
	});
});

describe("an answer that Slack does not take where it was asked", () => {
	it("is a direct message: the channel was archived meanwhile", async () => {
		const { status } = fake().channels;
		const { logged } = await open({
			handlers: {
				async onCommand() {
					await fake().archiveChannel(status);
					return replyOf("Done.");
				},
			},
		});
		const before = await uses();
		const message = messageIn(await fake().command("bram", "status", status));
		expect([message.channel[0], textOf(message)]).toEqual(["D", "Done."]);
		// Slack will not take it later either.
		expect(await uses()).toBe(before + 1);
		expect(logged).toEqual([]);
	});

	it("becomes a sentence when Slack refuses it as a direct message, too", async () => {
		const { logged } = await open({ handlers, times });
		await fake().trouble([
			{ kind: "internal_error", share: 1, times: 1, on: "response_url" },
			{ kind: "internal_error", share: 1, times: 1, on: "chat.postMessage" },
		]);
		expect(saidIn(await fake().command("bram", "status"))).toMatch(/Something went wrong .* [0-9a-f]{6}$/);
		expect(logged.map(({ event }) => event)).toEqual(["slack.answer-refused", "fault-in-chat"]);
	});
});

describe("a response URL", () => {
	/** Slack's own host of response URLs, as far as they are answered. */
	async function answering(answers: readonly { readonly status: number; readonly body: string }[]) {
		const got: { readonly body: Record<string, unknown>; readonly authorization: string | undefined }[] = [];
		const server = createServer((request, response) => {
			void request.toArray().then((chunks) => {
				const { status, body } = answers[got.length] ?? { status: 200, body: "ok" };
				const { authorization } = request.headers;
				got.push({ body: JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>, authorization });
				response.writeHead(status, { location: "/elsewhere" }).end(body);
			});
		});
		const port = await listenOnLoopback(server);
		const place: Place = {
			...{ userId: fake().users.bram.id, responseUrl: `http://127.0.0.1:${port}/actions/1`, thread: null },
			onPrivate: false,
		};
		return { got, place, close: () => server.close() };
	}
	const say = (place: Place, manner: "private" | "instead" | "everyone" = "private") =>
		sayThere(
			{
				client: openClient({ apiUrl: fake().settings.SLACK_API_URL ?? "", token: fake().botToken }),
				retryDelaysMs: [1, 1],
			},
			place,
			renderMessage(cardOf("Said & done."), "en"),
			manner,
		);

	it("that is used up or too old is not asked again, and the answer is a direct message", async () => {
		for (const error of ["used_url", "expired_url"]) {
			const before = (await heard()).length;
			const { got, place, close } = await answering([{ status: 404, body: JSON.stringify({ ok: false, error }) }]);
			await say(place);
			close();
			expect(got).toHaveLength(1);
			expect((await heard()).slice(before).map(({ channel, text }) => [channel[0], text])).toEqual([
				["D", "Said &amp; done."],
			]);
		}
	});

	it("that refuses with a status of 200 counts as refused", async () => {
		const before = (await heard()).length;
		const { got, place, close } = await answering([{ status: 200, body: '{"ok": false,"error":"invalid_blocks"}' }]);
		await say(place);
		close();
		expect([got.length, (await heard()).length]).toEqual([1, before + 1]);
	});

	it("gets no token, and is followed nowhere else", async () => {
		const before = (await heard()).length;
		const { got, place, close } = await answering([302, 302, 302].map((status) => ({ status, body: "" })));
		await say(place);
		close();
		expect(got.map(({ authorization }) => authorization)).toEqual([undefined, undefined, undefined]);
		expect(await heard()).toHaveLength(before + 1);
	});

	it("is told how the message stands", async () => {
		const { got, place, close } = await answering([]);
		const onPrivate = { ...place, onPrivate: true, thread: "1700000000.000100" };
		for (const [where, manner] of [
			...([
				[place, "private"],
				[place, "instead"],
				[place, "everyone"],
			] as const),
			...([
				[onPrivate, "private"],
				[onPrivate, "instead"],
				[onPrivate, "everyone"],
			] as const),
		] as const)
			await say(where, manner);
		close();
		const standing = got.map(({ body: { response_type, replace_original, thread_ts } }) => [
			...[response_type, replace_original, thread_ts],
		]);
		expect(standing).toEqual([
			["ephemeral", false, undefined],
			["ephemeral", false, undefined],
			["in_channel", false, undefined],
			["ephemeral", false, onPrivate.thread],
			["ephemeral", true, onPrivate.thread],
			["in_channel", false, onPrivate.thread],
		]);
		for (const { body } of got) expect(body).toMatchObject({ text: "Said &amp; done.", unfurl_links: false });
	});
});

describe("who has no place to be answered in", () => {
	it("is answered by direct message, at once", async () => {
		const before = (await heard()).length;
		const client = openClient({ apiUrl: fake().settings.SLACK_API_URL ?? "", token: fake().botToken });
		const place = { userId: fake().users.bram.id, responseUrl: null, thread: null, onPrivate: false };
		await sayThere({ client, retryDelaysMs: [] }, place, renderMessage(cardOf("Here."), "en"), "instead");
		expect((await heard()).slice(before).map(textOf)).toEqual(["Here."]);
	});
});
