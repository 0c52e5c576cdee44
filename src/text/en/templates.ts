import type { TemplateTrouble } from "../../core/notice/template/template.ts";
import type { TemplateTexts } from "../templates.ts";

function trouble(what: TemplateTrouble): string {
	switch (what.code) {
		case "too-large":
			return "the file is larger than 64 kB. Make it shorter.";
		case "not-utf8":
			return "this is not UTF-8. Save the file again with the encoding UTF-8.";
		case "control-character":
			return "there is a hidden character here. Type the line anew.";
		case "address":
			return "there is an IP address here. A mail may name its recipient's own addresses only; take this one out.";
		case "outside-section":
			return "this stands above the first heading. Put it under a heading such as == text ==, or begin the line with #.";
		case "unknown-section":
			return `there is no section "${what.name}". See docs/templates.md for the headings.`;
		case "repeated-section":
			return `the section "${what.name}" is here twice. Take one of them out.`;
		case "missing-section":
			return `the section "${what.name}" is missing. Add the heading == ${what.name} == with text below it.`;
		case "empty-section":
			return `the section "${what.name}" is empty. Write text below the heading.`;
		case "bad-braces":
			return "a placeholder is not closed or not opened. It is written as {{name}}, with two braces on either side.";
		case "unknown-name":
			return `there is no placeholder {{${what.name}}}. Here you can use: ${what.known.join(", ")}.`;
		case "unknown-condition":
			return `there is no {{if ${what.name}}}. You can ask: ${what.known.join(", ")}.`;
		case "not-here":
			return `{{${what.name}}} can't be used in this section. Take it out.`;
		case "own-line":
			return `{{${what.name}}} can be several lines, so it must stand alone on its line.`;
		case "one-line":
			return `the section "${what.name}" must be one line. Put all of it on one line.`;
		case "unclosed-if":
			return "this {{if …}} has no {{end}}. Put {{end}} where it stops: in this line, or alone on a later one where {{if …}} stands alone.";
		case "stray-mark":
			return "there is an {{else}} or {{end}} here without its {{if …}}. Take it out, or put {{if …}} before it.";
		case "missing-value":
			return `{{${what.name}}} is missing from the section "${what.section}", or is not in every mail because of an {{if …}}. Every mail needs it; put it back.`;
		case "missing-condition":
			return `nothing in the section "${what.section}" marks a test mail. Add a text between {{if ${what.name}}} and {{end}}.`;
		case "subject-too-long":
			return "the subject is longer than 150 characters even without a title. Make it shorter.";
		case "made-up-address":
			return "a mail written with this names an address that is not in the template as it stands. Don't build host names out of placeholders such as {{title}}.";
	}
}

/** What people read about templates in English. */
export const enTemplates: TemplateTexts = {
	trouble,
	at: (path, line) => (line === null ? path : `${path}, line ${line}`),
	folder: {
		"no-folder": "is no folder. Make it, or leave TEMPLATES_DIR empty.",
		"no-language": "holds no folder nl or en. Templates lie in such a folder, for example in nl/mail.txt.",
		"not-a-template":
			"is not the name of a template, so it would have no effect. Give it the name of the template that it takes the place of, or move it away.",
		unreadable: "can't be read. Check who may read it.",
	},
	allWell: (own) =>
		own === 0
			? "The built-in templates are used."
			: own === 1
				? "1 template of your own is used."
				: `${own} templates of your own are used.`,
	changeIt: "Change the file, and look at the result with meldkamer preview.",
};
