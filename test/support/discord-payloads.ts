import type { APIInteraction } from "discord.js";

export const payloadIds = {
	guild: "1100000000000000001",
	cases: "1100000000000000002",
	thread: "1100000000000000003",
	user: "1100000000000000004",
	volunteer: "1100000000000000005",
	coordinator: "1100000000000000006",
} as const;

export interface PayloadOptions {
	/** 2 a command, 3 a press, 4 a suggestion, 5 a form. */
	readonly type?: 2 | 3 | 4 | 5;
	readonly data?: unknown;
	readonly guildId?: string;
	readonly channel?: unknown;
	/** Null for an interaction outside a server. */
	readonly member?: Readonly<Record<string, unknown>> | null;
	readonly user?: Readonly<Record<string, unknown>>;
}

/** An interaction as Discord words it, as far as the reader of one looks at it. */
export function interactionPayload(options: PayloadOptions = {}): APIInteraction {
	const user = { id: payloadIds.user, username: "sanne.v", global_name: "Sanne", bot: false, ...options.user };
	const person =
		options.member === null
			? { user }
			: { member: { user, nick: null, roles: [payloadIds.volunteer], ...options.member } };
	return {
		id: "1100000000000000007",
		token: "token",
		version: 1,
		application_id: "1100000000000000008",
		type: options.type ?? 2,
		guild_id: options.guildId ?? payloadIds.guild,
		channel: options.channel ?? { id: payloadIds.cases, type: 0 },
		data: options.data ?? { id: "1", type: 1, name: "status" },
		...person,
	} as unknown as APIInteraction;
}
