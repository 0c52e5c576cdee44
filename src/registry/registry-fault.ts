import { SourceFault } from "../ports/contact-source.ts";

/**
 * The local registry cannot be used. `message` is one plain sentence that says what to do. A `SourceFault`, because an open index may
 * turn out to be damaged where it is asked.
 */
export class RegistryFault extends SourceFault {
	constructor(message: string, options?: ErrorOptions) {
		super("registry", "changed-shape", message, options);
		this.name = "RegistryFault";
	}
}
