import type { Language } from "../../../core/language.ts";
import type { HostWords } from "../../../core/setup/examine-hosts.ts";
import type { Difference } from "./compare-manifest.ts";
import { en } from "./finding-words-en.ts";
import { nl } from "./finding-words-nl.ts";

type Text = (value: string) => string;

/** What the doctor says: what is so, and what to do where it should be otherwise. Channels, groups and the bot with their signs. */
export interface FindingWords extends HostWords {
	readonly tokenGood: (bot: string, workspace: string) => string;
	readonly tokenBad: string;
	readonly makeToken: string;
	readonly unreachable: Text;
	readonly checkLine: string;
	readonly tooFast: string;
	readonly comeBack: string;
	readonly appTokenGood: string;
	readonly appTokenBad: string;
	readonly appTokenScope: string;
	readonly appTokenRefused: (code: string) => string;
	readonly makeAppToken: string;
	readonly socketModeOff: string;
	readonly turnSocketModeOn: string;
	readonly otherApp: (appOfAppToken: string, appOfBot: string) => string;
	readonly sameApp: string;
	readonly portFree: Text;
	readonly portOurs: Text;
	readonly portTaken: Text;
	readonly choosePort: string;
	readonly portImpossible: Text;
	readonly choosePlace: string;
	readonly deliveryUnseen: string;
	readonly lookAtUrls: string;
	readonly scopesGood: (count: number) => string;
	readonly scopesUnseen: string;
	readonly scopeMissing: (scope: string, why: string) => string;
	readonly addScope: Text;
	readonly scopesIdle: (scopes: readonly string[]) => string;
	readonly dropScopes: string;
	readonly channelUse: Readonly<Record<"cases" | "status", string>>;
	readonly channelGood: (use: string, channel: string) => string;
	readonly channelMissing: (use: string, id: string) => string;
	readonly channelRefused: (use: string, id: string, code: string) => string;
	readonly copyChannel: (setting: string, bot: string) => string;
	readonly channelUnseen: (use: string, scope: string) => string;
	readonly channelArchived: (use: string, channel: string) => string;
	readonly unarchive: (setting: string) => string;
	readonly channelWithoutBot: (use: string, channel: string) => string;
	readonly inviteBot: (channel: string, bot: string) => string;
	readonly channelShared: (channel: string) => string;
	readonly unshare: (setting: string) => string;
	readonly groupGood: (setting: string, group: string, people: number) => string;
	readonly groupMissing: (setting: string, id: string) => string;
	readonly copyGroup: (setting: string) => string;
	readonly groupDisabled: (setting: string, group: string) => string;
	readonly enableGroup: (setting: string) => string;
	readonly groupEmpty: (setting: string, group: string) => string;
	readonly fillGroup: string;
	readonly groupsUnseen: (scope: string) => string;
	readonly groupsUnpaid: string;
	readonly groupsRefused: (code: string) => string;
	readonly namePeople: string;
	readonly personGood: (setting: string, name: string) => string;
	readonly personMissing: (setting: string, id: string) => string;
	readonly copyPerson: (setting: string) => string;
	readonly personDeleted: (setting: string, name: string, id: string) => string;
	readonly dropPerson: (setting: string) => string;
	readonly peopleUnseen: (id: string, scope: string) => string;
	readonly noCoordinators: string;
	readonly nameCoordinators: string;
	readonly nobody: string;
	readonly nameSomebody: string;
	readonly manifestGood: string;
	readonly manifestUnseen: string;
	readonly appUnknown: string;
	readonly configTokenBad: string;
	readonly makeConfigToken: string;
	readonly manifestRefused: (app: string, code: string) => string;
	readonly differences: Readonly<
		Record<Exclude<Difference, "other-words">, { readonly what: string; readonly todo: string }>
	>;
	readonly otherWords: string;
	readonly paste: (mode: "socket" | "http") => string;
	/** After what to click, the other way: the whole manifest at once. */
	readonly orPaste: (todo: string, mode: "socket" | "http") => string;
}

export function findingWords(language: Language): FindingWords {
	return language === "nl" ? nl : en;
}
