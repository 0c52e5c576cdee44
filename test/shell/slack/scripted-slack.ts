import { createServer } from "node:http";
import { listenOnLoopback } from "../../support/listen-on-loopback.ts";

type Answer = Readonly<Record<string, unknown>>;

/** A Slack that gives set answers, for what the fake workspace never says. */
export interface ScriptedSlack {
	readonly settings: Readonly<Record<string, string>>;
	close(): Promise<void>;
}

/** All is well in it, but for what `answers` say by method, and for the scopes, in a header that null leaves out. */
export async function startScriptedSlack(
	answers: Readonly<Record<string, Answer>> = {},
	scopes: readonly string[] | null = null,
): Promise<ScriptedSlack> {
	const usual: Readonly<Record<string, Answer>> = {
		"auth.test": { user: "meldkamer", team: "Hotline", bot_id: "B0000000001" },
		"bots.info": { bot: { app_id: "A0000000001" } },
		"apps.connections.open": { url: "wss://127.0.0.1/link" },
		"conversations.info": { channel: { name: "cases", is_member: true } },
		"usergroups.list": { usergroups: [{ id: "S0000001", handle: "volunteers", date_delete: 0, users: ["U0000001"] }] },
		"users.info": { user: { id: "U0000001", real_name: "Anna" } },
	};
	const server = createServer((request, response) => {
		const method = (request.url ?? "").replace("/api/", "");
		const answer = answers[method] ?? usual[method] ?? { error: "unknown_method" };
		if (scopes !== null) response.setHeader("x-oauth-scopes", scopes.join(","));
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify({ ok: !("error" in answer), ...answer }));
	});
	const host = `127.0.0.1:${await listenOnLoopback(server)}`;
	return {
		settings: {
			...{ SLACK_BOT_TOKEN: "xoxb-1-a", SLACK_APP_TOKEN: "xapp-1-A0000000001-1-a", SLACK_FILE_HOSTS: host },
			...{ SLACK_CASES_CHANNEL: "C0000001", SLACK_STATUS_CHANNEL: "C0000001", SLACK_API_URL: `http://${host}/api` },
			...{ SLACK_VOLUNTEER_GROUPS: "S0000001", SLACK_COORDINATORS: "U0000001" },
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
