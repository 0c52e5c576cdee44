import type { Organisation, RegistryObjects, Resource } from "./load-objects.ts";

/** Who is responsible according to the database; `mailboxes` is empty when nobody can be mailed. */
export interface AbuseContact {
	readonly mailboxes: readonly string[];
	/** The organisation that the contact belongs to; without a contact, the first one on the way up. */
	readonly organisation: Organisation | null;
	readonly path: readonly string[];
}

/** A resource on the way up, with how it is named in a path, e.g. `inetnum 192.0.2.0 - 192.0.2.255`. */
export interface Step {
	readonly label: string;
	readonly resource: Resource;
}

/** Steps 1 and 2 for one resource: its own `abuse-c`, else that of its organisation. A dangling reference ends it. */
function contactOf({ label, resource }: Step, objects: RegistryObjects): AbuseContact | null {
	const organisation = objects.organisations.get(resource.org ?? "") ?? null;
	if (resource.abuseC !== null) {
		const mailboxes = objects.roles.get(resource.abuseC);
		if (mailboxes === undefined) return null;
		// null: the role has no abuse-mailbox.
		if (mailboxes !== null) return { mailboxes, organisation, path: [label, `role ${resource.abuseC}`] };
	}
	if (organisation === null || organisation.abuseC === null) return null;
	const mailboxes = objects.roles.get(organisation.abuseC);
	if (mailboxes === undefined || mailboxes === null) return null;
	return { mailboxes, organisation, path: [label, `org ${organisation.handle}`, `role ${organisation.abuseC}`] };
}

/**
 * The abuse contact as RIPE's own service finds it (RIPE-NCC/whois, AbuseCFinder): per resource its `abuse-c`, else its
 * organisation's; then the next less specific one, up to and with the first that ends the climb. `chain` goes from the
 * most specific network up; for an `aut-num` it is that alone. Never by another attribute than `abuse-c`.
 */
export function findAbuseContact(chain: readonly Step[], objects: RegistryObjects): AbuseContact {
	const path: string[] = [];
	let organisation: Organisation | null = null;
	for (const step of chain) {
		const contact = contactOf(step, objects);
		if (contact !== null) return { ...contact, path: [...path, ...contact.path] };
		path.push(step.label);
		organisation ??= objects.organisations.get(step.resource.org ?? "") ?? null;
		if (step.resource.endsClimb) break;
	}
	return { mailboxes: [], organisation, path };
}
