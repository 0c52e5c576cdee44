import { bad, type Finding, good } from "../../../core/setup/finding.ts";
import type { ExamineOptions } from "./examine.ts";
import { findingWords } from "./finding-words.ts";
import { permissionsOfPeople } from "./permissions.ts";
import { missingIn, type Server } from "./server.ts";

/** Whether each role is there and is not everybody's, and whether people with it can see and use the commands. */
export function examineRoles(options: ExamineOptions, server: Server): readonly Finding[] {
	const { roles, language } = options;
	const words = findingWords(language);
	const examineRole = (setting: string, id: string): readonly Finding[] => {
		const role = server.roles.find((each) => each.id === id);
		if (role === undefined) return [bad(words.roleMissing(setting, id), words.copyRole(setting))];
		// The role of everybody has the server's id (docs, Permissions).
		if (id === server.id) return [bad(words.roleEveryone(setting), words.takeRole(setting))];
		return [good(words.roleGood(setting, role.name)), ...examineUse(options, server, role)];
	};
	return [
		...roles.volunteer.flatMap((id) => examineRole("DISCORD_VOLUNTEER_ROLES", id)),
		...roles.coordinator.flatMap((id) => examineRole("DISCORD_COORDINATOR_ROLES", id)),
		...(roles.coordinator.length === 0 ? [bad(words.noCoordinators, words.nameCoordinators)] : []),
	];
}

function examineUse(
	{ channels, language }: ExamineOptions,
	server: Server,
	{ id, name }: { readonly id: string; readonly name: string },
): readonly Finding[] {
	const words = findingWords(language);
	const places = server.channels.filter((channel) => channel.id === channels.reports || channel.id === channels.cases);
	return places.map((channel) => {
		const shown = `#${channel.name}`;
		const missing = missingIn(server, channel, {
			needed: permissionsOfPeople,
			holder: { roles: [id], memberId: null },
		}).map((permission) => permission.name[language]);
		if (missing.length === 0) return good(words.roleCan(name, shown));
		return bad(words.roleCannot(name, shown, missing), words.grantRole(name, shown));
	});
}
