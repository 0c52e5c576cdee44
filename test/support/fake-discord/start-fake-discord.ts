import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Control } from "./control.ts";
import type { FakeDiscord } from "./fake-discord.ts";
import type { FakeOptions } from "./fake-options.ts";
import type { World } from "./world.ts";

const root = join(import.meta.dirname, "../../..");

type Ready = Pick<World, "ids" | "people" | "token" | "urls" | "options">;
type Message = { readonly ready: Ready } | { readonly id: number; readonly value?: unknown; readonly error?: string };

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
	const server = join(import.meta.dirname, "fake-server.ts");
	const args = ["--import", join(root, "scripts/run-ts.mjs"), server, JSON.stringify(options)];
	const child = spawn(process.execPath, args, {
		cwd: root,
		stdio: ["ignore", "inherit", "inherit", "ipc"],
		serialization: "advanced",
	});
	const exited = once(child, "exit");
	const { ready, ask } = openLine(child);
	const control = Object.fromEntries(
		methods.map((method) => [method, (...given: readonly unknown[]) => ask(method, given)]),
	) as unknown as Control;
	return {
		...control,
		...described(await ready),
		async close() {
			if (child.connected) child.disconnect();
			await exited;
		},
	};
}

interface Waiter {
	readonly method: string;
	readonly resolve: (value: unknown) => void;
	readonly reject: (error: Error) => void;
}

/** Questions and answers over the child's IPC channel. */
function openLine(child: ChildProcess) {
	const waiting = new Map<number, Waiter>();
	let last = 0;
	const ready = new Promise<Ready>((resolve, reject) => {
		child.once("exit", (code) => reject(new Error(`The fake Discord ended with code ${code}.`)));
		child.on("message", (message: Message) => {
			if ("ready" in message) return resolve(message.ready);
			const waiter = waiting.get(message.id);
			waiting.delete(message.id);
			if (message.error === undefined) waiter?.resolve(message.value);
			else waiter?.reject(new Error(message.error));
		});
	});
	child.once("exit", () => {
		for (const { method, resolve, reject } of waiting.values()) {
			// Who waits for a change when all is over has seen the last one.
			if (method === "changed") resolve(undefined);
			else reject(new Error(`${method}: the fake Discord has ended.`));
		}
		waiting.clear();
	});
	const ask = (method: string, args: readonly unknown[]): Promise<unknown> =>
		new Promise((resolve, reject) => {
			last += 1;
			waiting.set(last, { method, resolve, reject });
			child.send({ id: last, method, args }, (error) => {
				if (error) reject(error);
			});
		});
	return { ready, ask };
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
