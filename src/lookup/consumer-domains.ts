import { createRequire } from "node:module";
import { domainToASCII } from "node:url";
import { getDomain } from "tldts";
import { z } from "zod";

const require = createRequire(import.meta.url);

/**
 * Domains of access providers where their customers have a mailbox, most of them Dutch and Belgian and long out of use for new
 * ones, and mail services that the list from the registry lacks. Providers that mail to their customers on another domain
 * (`kpn.com`, `ziggo.com`) are not among them.
 */
const ours = `
	ziggo.nl ziggomail.com upcmail.nl upc.nl chello.nl home.nl casema.nl multikabel.nl quicknet.nl essent.nl hccnet.nl hetnet.nl kpnmail.nl
	kpnplanet.nl planet.nl wxs.nl wish.nl wanadoo.nl orange.nl online.nl t-mobilethuis.nl odido.nl vodafonevast.nl vodafonethuis.nl tele2.nl versatel.nl zonnet.nl
	zon.nl tiscali.nl freeler.nl 12move.nl cistron.nl xs4all.nl demon.nl euronet.nl dds.nl telfort.nl telfortglasvezel.nl telebyte.nl budget.nl scarlet.nl solcon.nl
	solconmail.nl introweb.nl filternet.nl zeelandnet.nl delta.nl deltanl.nl caiway.nl caiway.net caiw.nl kabelfoon.nl kabelfoon.net lijbrandt.nl onsbrabantnet.nl
	onsnet.nu edutel.nl glasoperator.nl fiber.nl kabelnoord.nl knid.nl rekamnl.nl sknetwerk.nl tvtnet.nl kliksafe.nl unet.nl freedom.nl multiweb.nl ziezo.nl
	concepts.nl dolfijn.nl gelrevision.nl plex.nl bart.nl worldonline.nl worldmail.nl ision.nl oprit.nl summer.nl stack.nl
	hotmail.nl live.nl outlook.nl msn.nl yahoo.nl icloud.nl gmail.nl mailbox.nl email.nl startmail.com soverin.net
	skynet.be telenet.be pandora.be scarlet.be proximus.be belgacom.net voo.be tvcablenet.be brutele.be edpnet.be euphonynet.be orange.be mobistar.be hotmail.be
	live.be outlook.be gmail.be yahoo.be base.be dommel.be
	outlook.de outlook.fr hotmail.de hotmail.fr live.de live.fr tutanota.com tutanota.de tuta.com tuta.io tutamail.com keemail.me gmx.ch gmx.at
	fastmail.com fastmail.fm mailbox.org posteo.de posteo.net posteo.nl proton.me protonmail.ch pm.me icloud.com me.com hey.com duck.com
	laposte.net sfr.fr bbox.fr numericable.fr orange.fr free.fr wanadoo.fr libero.it virgilio.it ukr.net wp.pl o2.pl onet.pl interia.pl op.pl seznam.cz abv.bg`;

/** As a mailbox of a registry has it, in ASCII and lower case, from what people write: `@Example.nl`. Empty when it is no domain. */
const cleaned = (domain: string) => domainToASCII(domain.trim().replace(/^@/, ""));

/** Suffixes under which anybody registers (`com.ar`): the list has some, and a domain inside one says nothing of its owner. */
const isRegistrable = (domain: string) => getDomain(domain, { allowPrivateDomains: true }) !== null;

/** In the list too, though nobody has a mailbox there: domains for examples (RFC 2606). */
const isForExamples = (domain: string) => /^example\.(?:com|net|org)$/.test(domain);

/**
 * Domains where private persons have a mailbox: the free and consumer mail services that the package `email-providers` lists
 * (about 8,800), those of access providers here, and `more` (a setting). In lower case.
 */
export function consumerDomains(more: readonly string[]): ReadonlySet<string> {
	const listed = z.array(z.string()).parse(require("email-providers/all.json"));
	const known = [...listed.filter((domain) => !isForExamples(domain)), ...ours.trim().split(/\s+/)];
	return new Set([...known, ...more].map(cleaned).filter(isRegistrable));
}
