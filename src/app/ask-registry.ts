import type { Contact } from "../core/contact/contact.ts";
import { type LocalRegistry, type SourceAnswer, SourceFault } from "../ports/contact-source.ts";

/** What the local registry says: a contact, nothing, or that its index is damaged where it was asked. */
export interface RegistryWord {
	readonly contact: Contact | null;
	readonly damaged: boolean;
}

const nothing: RegistryWord = { contact: null, damaged: false };

/** Asks the registry, where there is one. Damage is no "nothing": then nobody is told of the address, and no live source asked. */
export async function askRegistry(
	registry: LocalRegistry | null,
	ask: (registry: LocalRegistry) => Promise<SourceAnswer>,
): Promise<RegistryWord> {
	if (registry === null) return nothing;
	try {
		const answer = await ask(registry);
		return answer.kind === "contact" ? { contact: answer.contact, damaged: false } : nothing;
	} catch (fault) {
		if (!(fault instanceof SourceFault)) throw fault;
		return { contact: null, damaged: true };
	}
}
