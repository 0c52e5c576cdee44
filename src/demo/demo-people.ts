import type { Person, Role } from "../core/case/people.ts";

/** Somebody to try the local chat as. */
export interface DemoPerson extends Person {
	readonly role: Role;
}

/** Three, so that one can upload and two can vote: the uploader's own vote does not count. */
export const demoPeople: readonly [DemoPerson, DemoPerson, DemoPerson] = [
	{ id: "local:anna", name: "Anna", role: "coordinator" },
	{ id: "local:bram", name: "Bram", role: "volunteer" },
	{ id: "local:chris", name: "Chris", role: "volunteer" },
];
