import type { ExamineOptions } from "./examine.ts";
import { bad, type Finding, good } from "./finding.ts";
import { findingWords } from "./finding-words.ts";
import type { Server } from "./server.ts";

/** Whether each role is there, and is not everybody's. */
export function examineRoles({ roles, language }: ExamineOptions, server: Server): readonly Finding[] {
	const words = findingWords(language);
	const examineRole = (setting: string, id: string): Finding => {
		const role = server.roles.find((each) => each.id === id);
		if (role === undefined) return bad(words.roleMissing(setting, id), words.copyRole(setting));
		// The role of everybody has the server's id (docs, Permissions).
		if (id === server.id) return bad(words.roleEveryone(setting), words.takeRole(setting));
		return good(words.roleGood(setting, role.name));
	};
	return [
		...roles.volunteer.map((id) => examineRole("DISCORD_VOLUNTEER_ROLES", id)),
		...roles.coordinator.map((id) => examineRole("DISCORD_COORDINATOR_ROLES", id)),
		...(roles.coordinator.length === 0 ? [bad(words.noCoordinators, words.nameCoordinators)] : []),
	];
}
