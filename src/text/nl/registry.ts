import { count } from "../count.ts";
import type { RegistryTexts } from "../texts.ts";

export const registry: RegistryTexts = {
	title: "Index van het register",
	none: "Hier is geen index. Maak er een met /registry update.",
	files:
		"De losse bestanden in de map van het register zijn nieuwer dan de index. Bij de volgende start komt er een nieuwe, of met /registry update.",
	unusable: "De index is niet te lezen. Maak een nieuwe met /registry update.",
	dataFrom: "Gegevens van",
	dataFromValue: (day, days) => `${day}, ${count(days, "dag", "dagen")} oud`,
	objects: "Objecten",
	ranges: "Reeksen",
	size: "Grootte",
	country: "Landen",
	allCountries: "alle",
	built: "Gemaakt",
	last: "Laatste keer bijgewerkt",
	lastNever: "nooit",
	lastValue: (when, how) => `${when}: ${how}`,
	how: { updated: "nieuwe index", "nothing-new": "niets nieuws", failed: "mislukt" },
	next: "Volgende keer",
	byHand: "met de hand; er is geen schema (REGISTRY_CRON)",
	underWay: "De index wordt nu bijgewerkt.",
	begun:
		"Het bijwerken is begonnen. Zie hoe ver het is met /registry show; na afloop staat in het statuskanaal hoe het ging.",
	already: "De index wordt al bijgewerkt. Zie hoe ver het is met /registry show.",
	updated: (day, objects, ranges) =>
		`De index van het register is nieuw: gegevens van ${day}, ${objects} objecten, ${ranges} reeksen. Zaken die vanaf nu worden opgezocht gebruiken hem.`,
	nothingNew: (day) =>
		`Er is niets nieuws: geen bestand is veranderd. De index van het register heeft gegevens van ${day}.`,
	notUpdated: "De index van het register is niet bijgewerkt",
	machine: (name) => `Computer: ${name}`,
	kept: "De vorige index blijft in gebruik.",
	stillNone: "Er is nog geen index.",
	phase: {
		fetching: "Ophalen",
		waiting: "Wachten op een nieuwe poging:",
		checking: "Nakijken",
		building: "Bestanden lezen",
		writing: "Index schrijven",
		verifying: "Index nakijken",
	},
	amount: (done, total) => `${done} van ${total}`,
	inAll: (amount) => `in totaal ${amount}`,
	perSecond: (amount) => `${amount}/s`,
	left: (time) => `nog ongeveer ${time}`,
	failed: {
		"bad-url": "De instelling REGISTRY_URL moet met https:// beginnen.",
		busy: (file, minutes) =>
			`De server vraagt om geduld met ${file}. Probeer het over ${count(minutes, "minuut", "minuten")} opnieuw.`,
		certificate: (host) =>
			`${host} kon niet laten zien dat hij het zelf is: het certificaat is niet in orde. Kijk of REGISTRY_URL klopt.`,
		"checksum-missing": (file) =>
			`In ${file} staat geen controlegetal. Probeer het later opnieuw, en kijk of REGISTRY_URL klopt.`,
		damaged: (file) => `${file} is beschadigd of afgebroken. Haal het later opnieuw op.`,
		fault: "Er ging bij ons iets mis; in het logboek staat waar.",
		"fewer-objects": (percent) =>
			`In de nieuwe index zou maar ${percent} % van de objecten staan. Klopt dat, geef dan ‘meldkamer registry update --accept-smaller’.`,
		"files-missing": (files, folder) =>
			`In de map ${folder} ontbreekt ${files}. Zet dat erbij, ingepakt als .gz of niet.`,
		"half-size": (file, percent) =>
			`${file} heeft nog maar ${percent} % van de vorige grootte. Klopt dat, geef dan ‘meldkamer registry update --accept-smaller’.`,
		"in-use": "In deze map is al een andere update bezig. Wacht tot die klaar is.",
		"no-space":
			"Er is te weinig ruimte op de schijf. Maak ruimte waar de map van het register staat; docs/operating.md zegt hoeveel er nodig is.",
		"not-a-file": (file, host) =>
			`${host} geeft iets anders dan ${file}, een webpagina bijvoorbeeld. Kijk naar REGISTRY_URL, en of er een proxy tussen zit.`,
		"not-built":
			"Van de bestanden was geen index te maken. Probeer het opnieuw; blijft het zo, dan zegt het logboek waar het misgaat.",
		"not-found": (file) => `De server heeft geen ${file}. Kijk of REGISTRY_URL klopt.`,
		"not-verified": "De nieuwe index is afgekeurd. Probeer het opnieuw; blijft het zo, meld het dan aan de makers.",
		"not-writable": "De map van het register is niet te lezen of te beschrijven. Kijk van wie hij is.",
		redirected: (file, host) =>
			`De server stuurt ons voor ${file} door naar ${host}. Klopt dat, zet dat adres dan in REGISTRY_URL.`,
		refused: (file, status) => `De server geeft ${file} niet (HTTP ${status}). Kijk of REGISTRY_URL klopt.`,
		"server-error": (file, status) =>
			`De server heeft een storing en geeft ${file} niet (HTTP ${status}). Probeer het later opnieuw.`,
		stalled: (file, host) =>
			`Er kwam van ${host} te lang niets of te weinig van ${file}. Wat binnen is blijft bewaard; probeer het later opnieuw.`,
		stopped: "Het bijwerken is afgebroken. Wat binnen is blijft bewaard; de volgende keer gaat het van daar verder.",
		"too-large": (file, size) => `${file} is groter dan ${size} MB; dat kan niet kloppen. Kijk of REGISTRY_URL klopt.`,
		unreachable: (file, host) =>
			`De verbinding met ${host} brak af of kwam niet tot stand, bij ${file}. Wat binnen is blijft bewaard; probeer het later opnieuw.`,
	},
};
