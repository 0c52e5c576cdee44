import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { examine } from "../../../src/chat/slack/setup/examine.ts";
import { listenOnLoopback } from "../../support/listen-on-loopback.ts";
import { examineOptions } from "./doctor-options.ts";
import { type ScriptedSlack, startScriptedSlack } from "./scripted-slack.ts";

describe("the doctor, by what Slack answers", () => {
	const open: { close(): unknown }[] = [];
	const look = async (
		answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
		changes: Readonly<Record<string, string>> = {},
	) => {
		const slack: ScriptedSlack = await startScriptedSlack(answers);
		open.push(slack);
		return examine(examineOptions({ ...slack.settings, ...changes }));
	};
	const wrong = async (...given: Parameters<typeof look>) => (await look(...given)).filter(({ ok }) => !ok);

	afterEach(async () => {
		for (const each of open.splice(0)) await each.close();
	});

	test("all is well, also where Slack does not say which scopes the token has", async () => {
		const findings = await look({});

		expect(findings.filter(({ ok }) => !ok)).toEqual([]);
		expect(findings.map(({ what }) => what)).toContain("Slack does not say which scopes the token has.");
	});

	test.each([
		["the wrong kind of token", { error: "not_allowed_token_type" }, /another kind of token/],
		[
			"a token without its scope",
			{ error: "missing_scope", needed: "connections:write" },
			/lacks .* connections:write/,
		],
		["Socket Mode off, as an error", { error: "socket_mode_not_enabled" }, /^Socket Mode is off/],
		[
			"Socket Mode off, as a warning",
			{ url: "wss://127.0.0.1/", response_metadata: { messages: ["[WARN] Socket Mode is not turned on."] } },
			/^Socket Mode is off/,
		],
		["a refusal that it does not know", { error: "forbidden_team" }, /forbidden_team/],
	])("an app-level token: %s", async (_what, answer, expected) => {
		const findings = await wrong({ "apps.connections.open": answer });

		expect(findings).toMatchObject([{ what: expect.stringMatching(expected), todo: expect.any(String) }]);
	});

	test("two tokens of two apps", async () => {
		expect(await wrong({}, { SLACK_APP_TOKEN: "xapp-1-A0000000002-1-a" })).toMatchObject([
			{ what: "SLACK_APP_TOKEN is of the app A0000000002, SLACK_BOT_TOKEN of A0000000001." },
		]);
		expect(await wrong({ "bots.info": { error: "bot_not_found" } }, { SLACK_APP_TOKEN: "xapp-a" })).toEqual([]);
		expect(await wrong({ "auth.test": { app_id: "A0000000003" } })).toMatchObject([
			{ what: expect.stringContaining("A0000000003") },
		]);
	});

	test("a channel shared with others is advice, and a refusal is told", async () => {
		const channel = { name: "cases", is_member: true, is_ext_shared: true };
		const shared = (await look({ "conversations.info": { channel } })).filter(({ todo }) =>
			/your own/.test(todo ?? ""),
		);

		expect(shared).toMatchObject([{ ok: true, what: expect.stringContaining("another organisation") }]);
		expect(await wrong({ "conversations.info": { error: "method_not_supported" } })).toMatchObject([
			{ what: "Cases: Slack does not show the channel C0000001: method_not_supported." },
		]);
	});

	test("a user group that is switched off", async () => {
		const group = { id: "S0000001", handle: "volunteers", date_delete: 1_700_000_000, users: ["U0000001"] };

		expect(await wrong({ "usergroups.list": { usergroups: [group] } })).toMatchObject([
			{ what: "SLACK_VOLUNTEER_GROUPS: @volunteers is switched off.", todo: expect.stringContaining("Enable group") },
		]);
	});

	test("a workspace without user groups: people by their ids", async () => {
		const unpaid = { "usergroups.list": { error: "plan_upgrade_required" } };

		expect(await wrong(unpaid)).toMatchObject([
			{ what: expect.stringContaining("plan"), todo: expect.stringContaining("SLACK_VOLUNTEERS") },
		]);
		expect(await wrong(unpaid, { SLACK_VOLUNTEER_GROUPS: "", SLACK_VOLUNTEERS: "U0000001" })).toEqual([]);
		expect(await wrong({ "usergroups.list": { error: "invalid_team" } })).toMatchObject([
			{ what: expect.stringContaining("invalid_team") },
		]);
	});

	test("somebody whose account is deactivated", async () => {
		const user = { id: "U0000001", real_name: "Anna", deleted: true };

		expect((await wrong({ "users.info": { user } })).map(({ what }) => what)).toEqual([
			"SLACK_COORDINATORS: the account of Anna (U0000001) is deactivated.",
			"Nobody is a coordinator, so nobody can change the directory and the opt-outs.",
		]);
	});

	test("an app whose configuration it may not see, and one that it does not know", async () => {
		const config = { SLACK_CONFIG_TOKEN: "xoxe.xoxp-1-a" };

		expect(await wrong({ "apps.manifest.export": { error: "app_not_owned_by_manager_app" } }, config)).toMatchObject([
			{ what: expect.stringContaining("A0000000001: app_not_owned_by_manager_app") },
		]);
		const unknown = await look({ "auth.test": { user: "meldkamer" } }, { ...config, SLACK_APP_TOKEN: "xapp-a" });
		expect(unknown.at(-1)).toMatchObject({ ok: true, what: expect.stringContaining("does not say which app") });
	});

	describe("in HTTP mode", () => {
		const secret = "0123456789abcdef0123456789abcdef";
		const at = async (port: number, host = "127.0.0.1") =>
			(
				await look(
					{},
					{ SLACK_MODE: "http", SLACK_SIGNING_SECRET: secret, SLACK_HTTP_PORT: `${port}`, SLACK_HTTP_HOST: host },
				)
			)[1];
		const answering = async (status: number) => {
			const server = createServer((_request, response) => void response.writeHead(status).end());
			open.push(server);
			return listenOnLoopback(server);
		};

		test("a port that is free, with what cannot be seen from here", async () => {
			const port = await answering(200);
			await new Promise((resolve) => (open.pop() as ReturnType<typeof createServer>).close(resolve));

			expect(await at(port)).toMatchObject({ ok: true, what: `The bot can listen at 127.0.0.1:${port}.` });
			const findings = await look({}, { SLACK_MODE: "http", SLACK_SIGNING_SECRET: secret, SLACK_HTTP_PORT: `${port}` });
			expect(findings[2]).toMatchObject({ ok: true, what: expect.stringContaining("signing secret") });
		});

		test("a port at which a bot runs already", async () => {
			const port = await answering(401);

			expect(await at(port)).toMatchObject({ ok: true, what: `A running bot listens at 127.0.0.1:${port}.` });
		});

		test("a port at which something else runs", async () => {
			const mute = createTcpServer((socket) => socket.destroy());
			open.push(mute);
			mute.listen(0, "127.0.0.1");
			await new Promise((resolve) => mute.once("listening", resolve));
			const address = mute.address();
			const ports = [await answering(404), typeof address === "object" ? (address?.port ?? 0) : 0];

			for (const port of ports)
				expect(await at(port)).toMatchObject({ ok: false, todo: expect.stringContaining("SLACK_HTTP_PORT") });
		});

		test("an address that this machine does not have", async () => {
			expect(await at(3000, "192.0.2.1")).toMatchObject({
				ok: false,
				todo: expect.stringContaining("SLACK_HTTP_HOST"),
			});
		});
	});
});
