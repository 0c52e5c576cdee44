import { join } from "node:path";
import { startFakeProcess } from "../fake-process.ts";
import type { Control } from "./control.ts";
import type { FakeDiscord } from "./fake-discord.ts";
import type { FakeOptions } from "./fake-options.ts";
import type { World } from "./world.ts";

type Ready = Pick<World, "ids" | "people" | "token" | "urls" | "options">;

const methods = [
	"command",
	"press",
	"submit",
	"autocomplete",
	"raw",
	"repeatLast",
	"messages",
	"privateMessages",
	"threads",
	"history",
	"file",
	"registered",
	"violations",
	"counts",
	"deleteMessage",
	"deleteChannel",
	"setPermissions",
	"revokeToken",
	"leaveServer",
	"cutSockets",
	"trouble",
	"expireLinks",
	"changed",
] as const satisfies readonly (keyof Control)[];

/** Starts the fake as a process of its own; ready when it resolves. */
export async function startFakeDiscord(options: FakeOptions = {}): Promise<FakeDiscord> {
	const { control, ready, close } = await startFakeProcess<Ready, Control>({
		name: "the fake Discord",
		server: join(import.meta.dirname, "fake-server.ts"),
		options,
		methods,
	});
	return { ...control, ...described(ready), close };
}

function described({ ids, people, token, urls, options }: Ready) {
	return {
		applicationId: ids.applicationId,
		botId: ids.botId,
		guildId: ids.guildId,
		token,
		channels: { reports: ids.reportsId, cases: ids.casesId, status: ids.statusId, forum: ids.forumId },
		roles: { volunteer: ids.volunteerRoleId, coordinator: ids.coordinatorRoleId },
		users: people,
		settings: {
			DISCORD_TOKEN: token,
			DISCORD_SERVER: ids.guildId,
			DISCORD_VOLUNTEER_ROLES: ids.volunteerRoleId,
			DISCORD_COORDINATOR_ROLES: ids.coordinatorRoleId,
			DISCORD_REPORTS_CHANNEL: ids.reportsId,
			DISCORD_CASES_CHANNEL: options.casesIn === "forum" ? ids.forumId : ids.casesId,
			DISCORD_STATUS_CHANNEL: ids.statusId,
			DISCORD_THREADS: options.threads,
			DISCORD_FILE_HOSTS: new URL(urls.cdn).host,
			DISCORD_API_URL: urls.api,
		},
	};
}
