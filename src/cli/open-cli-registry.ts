import type { Config } from "../config.ts";
import { openLog } from "../log/pino-log.ts";
import { holderSettings, registryHome } from "../main/registry-of.ts";
import type { LocalRegistry } from "../ports/contact-source.ts";
import { openSplitFiles } from "../registry/open-registry.ts";
import { openRegistryHolder } from "../registry/open-registry-holder.ts";
import { RegistryFault } from "../registry/registry-fault.ts";
import { CliRefusal } from "./outcome.ts";

/** The registry of a folder, or that of the settings, which may be none. Refuses in a sentence what cannot be used. */
export function openCliRegistry(folder: string | null, config: Config): Promise<LocalRegistry | null> {
	return (folder === null ? openSetRegistry(config) : openSplitFiles(folder)).catch(plainly);
}

async function openSetRegistry(config: Config): Promise<LocalRegistry | null> {
	const home = registryHome(config);
	const holder = await openRegistryHolder({ home, log: openLog("error"), ...holderSettings(config) });
	return holder.current();
}

function plainly(fault: unknown): never {
	if (fault instanceof RegistryFault) throw new CliRefusal(fault.message);
	throw fault;
}
