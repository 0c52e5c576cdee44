import type { TemplateTrouble } from "../../core/notice/template/template.ts";
import type { TemplateTexts } from "../templates.ts";

function trouble(what: TemplateTrouble): string {
	switch (what.code) {
		case "too-large":
			return "het bestand is groter dan 64 kB. Maak het korter.";
		case "not-utf8":
			return "dit is geen UTF-8. Sla het bestand opnieuw op met codering UTF-8.";
		case "control-character":
			return "hier staat een onzichtbaar teken. Typ de regel opnieuw.";
		case "address":
			return "hier staat een IP-adres. Een mail mag alleen adressen van de ontvanger noemen; haal dit adres weg.";
		case "outside-section":
			return "dit staat boven het eerste kopje. Zet het onder een kopje zoals == text ==, of begin de regel met #.";
		case "unknown-section":
			return `er is geen onderdeel "${what.name}". De kopjes staan in docs/templates.md.`;
		case "repeated-section":
			return `het onderdeel "${what.name}" staat er twee keer. Haal er een weg.`;
		case "missing-section":
			return `het onderdeel "${what.name}" ontbreekt. Zet het kopje == ${what.name} == erin, met tekst eronder.`;
		case "empty-section":
			return `het onderdeel "${what.name}" is leeg. Schrijf tekst onder het kopje.`;
		case "bad-braces":
			return "een invulplek is niet gesloten of niet geopend. Je schrijft hem als {{naam}}, met twee accolades aan elke kant.";
		case "unknown-name":
			return `er is geen invulplek {{${what.name}}}. Hier kun je gebruiken: ${what.known.join(", ")}.`;
		case "unknown-condition":
			return `{{if ${what.name}}} bestaat niet. Je kunt vragen naar: ${what.known.join(", ")}.`;
		case "not-here":
			return `{{${what.name}}} kan niet in dit onderdeel. Haal het weg.`;
		case "own-line":
			return `{{${what.name}}} kan meer regels zijn en moet dus alleen op zijn regel staan.`;
		case "one-line":
			return `het onderdeel "${what.name}" moet één regel zijn. Zet alles op één regel.`;
		case "unclosed-if":
			return "bij deze {{if …}} hoort een {{end}}. Zet {{end}} waar het ophoudt: in deze regel, of alleen op een latere als {{if …}} alleen op zijn regel staat.";
		case "stray-mark":
			return "hier staat {{else}} of {{end}} zonder de {{if …}} die erbij hoort. Haal het weg, of zet {{if …}} ervoor.";
		case "missing-value":
			return `{{${what.name}}} ontbreekt in het onderdeel "${what.section}", of staat door een {{if …}} niet in elke mail. Elke mail heeft het nodig; zet het terug.`;
		case "missing-condition":
			return `in het onderdeel "${what.section}" is aan niets te zien dat een mail een proef is. Zet een tekst tussen {{if ${what.name}}} en {{end}}.`;
		case "subject-too-long":
			return "het onderwerp is zonder titel al langer dan 150 tekens. Maak het korter.";
		case "made-up-address":
			return "een mail hiermee noemt een adres dat niet letterlijk in de tekst staat. Maak geen hostnamen met invulplekken zoals {{title}}.";
	}
}

/** What people read about templates in Dutch. */
export const nlTemplates: TemplateTexts = {
	trouble,
	at: (path, line) => (line === null ? path : `${path}, regel ${line}`),
	folder: {
		"no-folder": "is geen map. Maak de map, of laat TEMPLATES_DIR leeg.",
		"no-language": "bevat geen map nl of en. Daarin staan de teksten, bijvoorbeeld in nl/mail.txt.",
		"not-a-template":
			"heet niet zoals een van de teksten en zou dus niets doen. Geef het bestand de naam van de tekst die het vervangt, of zet het ergens anders neer.",
		unreadable: "is niet te lezen. Kijk wie het mag lezen.",
	},
	allWell: (own) =>
		own === 0
			? "De ingebouwde teksten worden gebruikt."
			: own === 1
				? "1 eigen tekst wordt gebruikt."
				: `${own} eigen teksten worden gebruikt.`,
	changeIt: "Pas het bestand aan en bekijk het resultaat met meldkamer preview.",
};
