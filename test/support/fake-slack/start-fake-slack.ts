import { join } from "node:path";
import { startFakeProcess } from "../fake-process.ts";
import type { Control } from "./control.ts";
import type { FakeSlackOptions } from "./fake-options.ts";
import type { FakeSlack } from "./fake-slack.ts";
import type { World } from "./world.ts";

type Ready = Pick<World, "ids" | "people" | "botToken" | "appToken" | "signingSecret" | "urls" | "options">;

const methods = [
	"command",
	"press",
	"submit",
	"suggest",
	"shortcut",
	"openHome",
	"home",
	"upload",
	"raw",
	"repeatLast",
	"forge",
	"messages",
	"replies",
	"privateMessages",
	"history",
	"file",
	"files",
	"violations",
	"counts",
	"deleteMessage",
	"archiveChannel",
	"deleteChannel",
	"setMember",
	"revokeToken",
	"setScopes",
	"setGroups",
	"setManifest",
	"cutSockets",
	"disconnect",
	"trouble",
	"changed",
] as const satisfies readonly (keyof Control)[];

/** Starts the fake as a process of its own; ready when it resolves. */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
	const { control, ready, close } = await startFakeProcess<Ready, Control>({
		name: "the fake Slack",
		server: join(import.meta.dirname, "fake-server.ts"),
		options,
		methods,
	});
	return { ...control, ...described(ready), close };
}

function described({ ids, people, botToken, appToken, signingSecret, urls, options }: Ready) {
	const volunteers = [people.bram.id, people.chris.id].join(",");
	return {
		teamId: ids.teamId,
		appId: ids.appId,
		botUserId: ids.botUserId,
		botToken,
		appToken,
		signingSecret,
		channels: { reports: ids.reportsId, cases: ids.casesId, status: ids.statusId, general: ids.generalId },
		groups: { volunteer: ids.volunteerGroupId, coordinator: ids.coordinatorGroupId },
		users: people,
		settings: {
			SLACK_MODE: options.mode,
			SLACK_BOT_TOKEN: botToken,
			...(options.mode === "socket"
				? { SLACK_APP_TOKEN: appToken }
				: {
						SLACK_SIGNING_SECRET: signingSecret,
						SLACK_HTTP_PORT: `${urls.httpPort}`,
						SLACK_HTTP_HOST: "127.0.0.1",
					}),
			SLACK_CASES_CHANNEL: ids.casesId,
			SLACK_STATUS_CHANNEL: ids.statusId,
			...(options.roles === "groups"
				? { SLACK_VOLUNTEER_GROUPS: ids.volunteerGroupId, SLACK_COORDINATOR_GROUPS: ids.coordinatorGroupId }
				: { SLACK_VOLUNTEERS: volunteers, SLACK_COORDINATORS: people.anna.id }),
			SLACK_API_URL: urls.api,
			SLACK_FILE_HOSTS: new URL(urls.files).host,
		},
	};
}
