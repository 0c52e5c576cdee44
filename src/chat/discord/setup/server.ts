import {
	type APIChannel,
	type APIGuild,
	type APIGuildMember,
	type APIOverwrite,
	OverwriteType,
	PermissionFlagsBits,
	type REST,
	Routes,
} from "discord.js";
import type { Permission } from "./permissions.ts";

/** A channel of the server, as far as permissions and kinds go. */
export interface ServerChannel {
	readonly id: string;
	readonly type: number;
	readonly name: string;
	/** Discord's channel flags. */
	readonly flags: number;
	readonly overwrites: readonly APIOverwrite[];
}

/** The server as the bot finds it. */
export interface Server {
	readonly id: string;
	readonly name: string;
	readonly ownerId: string;
	readonly botId: string;
	readonly roles: readonly { readonly id: string; readonly name: string; readonly permissions: bigint }[];
	readonly botRoles: readonly string[];
	/** ISO 8601; may be past. */
	readonly timedOutUntil: string | null;
	/** Without threads. */
	readonly channels: readonly ServerChannel[];
}

/** Asks Discord for the server; throws what discord.js throws. */
export async function fetchServer(rest: REST, guildId: string, botId: string): Promise<Server> {
	const [guild, member, channels] = (await Promise.all([
		rest.get(Routes.guild(guildId)),
		rest.get(Routes.guildMember(guildId, botId)),
		rest.get(Routes.guildChannels(guildId)),
	])) as [APIGuild, APIGuildMember, readonly APIChannel[]];
	return {
		...{ id: guild.id, name: guild.name, ownerId: guild.owner_id, botId, botRoles: member.roles },
		timedOutUntil: member.communication_disabled_until ?? null,
		roles: guild.roles.map(({ id, name, permissions }) => ({ id, name, permissions: BigInt(permissions) })),
		channels: channels.map((channel) => ({
			...{ id: channel.id, type: channel.type, name: channel.name ?? "", flags: Number(channel.flags ?? 0) },
			overwrites: "permission_overwrites" in channel ? (channel.permission_overwrites ?? []) : [],
		})),
	};
}

/** Whose permissions are meant: a member's, or (no member) anybody's with these roles. */
export interface Holder {
	readonly roles: readonly string[];
	readonly memberId: string | null;
}

export function botOf({ botId, botRoles }: Server): Holder {
	return { roles: botRoles, memberId: botId };
}

/** Which of the permissions somebody lacks in a channel of the server, in the order asked. */
export function missingIn(
	server: Server,
	channel: ServerChannel,
	{ needed, holder }: { readonly needed: readonly Permission[]; readonly holder: Holder },
): readonly Permission[] {
	const granted = permissionsIn(server, channel, holder);
	return needed.filter(({ bit }) => (granted & bit) !== bit);
}

const all = ~0n;

/** As Discord computes them: roles, then overwrites for everyone, for the roles together, and for the member (docs, Permissions). */
function permissionsIn(
	{ id, ownerId, roles }: Server,
	{ overwrites }: ServerChannel,
	{ roles: held, memberId }: Holder,
): bigint {
	if (memberId === ownerId) return all;
	const own = new Set([id, ...held]);
	const base = roles.reduce((sum, role) => (own.has(role.id) ? sum | role.permissions : sum), 0n);
	if ((base & PermissionFlagsBits.Administrator) !== 0n) return all;
	const isFor = (wanted: (overwrite: APIOverwrite) => boolean) => (granted: bigint) => {
		const found = overwrites.filter(wanted);
		const deny = found.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
		return (granted & ~deny) | found.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
	};
	const forEveryone = isFor((overwrite) => overwrite.id === id);
	const forRoles = isFor((overwrite) => overwrite.type === OverwriteType.Role && held.includes(overwrite.id));
	const forMember = isFor((overwrite) => overwrite.type === OverwriteType.Member && overwrite.id === memberId);
	return forMember(forRoles(forEveryone(base)));
}
