import type { Actor } from "../scenario-driver.ts";
import { startTroubles } from "../troubles.ts";
import type { FakeSlack } from "./fake-slack.ts";
import type { Lines } from "./lines.ts";
import { removeMessage } from "./store-message.ts";
import type { Conversation, Json, World } from "./world.ts";

/** What the test's side may bring about. */
export function meddling(world: World, { sockets }: Lines) {
	const requireChannel = (id: string): Conversation => {
		const found = world.conversations.get(id);
		if (!found) throw new Error(`The fake has no channel ${id}.`);
		return found;
	};
	return {
		async deleteMessage(ts: string) {
			const stored = world.messages.get(ts);
			if (!stored) throw new Error(`The fake has no message ${ts}.`);
			removeMessage(world, stored);
		},
		async archiveChannel(channel: string) {
			requireChannel(channel).isArchived = true;
			world.events.emit("changed");
		},
		async deleteChannel(channel: string) {
			world.conversations.delete(requireChannel(channel).id);
			world.events.emit("changed");
		},
		async setMember(channel: string, isMember: boolean) {
			requireChannel(channel).isMember = isMember;
		},
		async revokeToken(token: "bot" | "app" = "bot") {
			world.revokedTokens.add(token);
		},
		async setScopes(scopes: readonly string[]) {
			world.scopes = new Set(scopes);
		},
		async setGroups(members: { readonly volunteer: readonly Actor[]; readonly coordinator: readonly Actor[] }) {
			const idsOf = (actors: readonly Actor[]) => actors.map((actor) => world.people[actor].id);
			world.groups[world.ids.volunteerGroupId] = idsOf(members.volunteer);
			world.groups[world.ids.coordinatorGroupId] = idsOf(members.coordinator);
		},
		async setManifest(manifest: Json) {
			world.manifest = manifest;
		},
		cutSockets: async () => sockets.cut(),
		disconnect: async (reason: "warning" | "refresh_requested" | "link_disabled") => sockets.disconnect(reason),
		async trouble(list: Parameters<FakeSlack["trouble"]>[0]) {
			world.troubles = startTroubles(list);
		},
	};
}
