import { useEffect, useState } from "preact/hooks";
import type { CardFile } from "../../../core/thread/card.ts";
import { Icon } from "./icons.tsx";
import { fileSize } from "./texts.ts";
import { useChat } from "./use-chat.ts";

/** Files to keep; they came with the card, so nothing is asked of the server. */
export function CardFiles({ files }: { files: readonly CardFile[] }) {
	const { t } = useChat();
	return (
		<ul class="card-files" aria-label={t.attachments}>
			{files.map((file) => (
				<li key={file.fileName}>
					<FileLink file={file} />
				</li>
			))}
		</ul>
	);
}

function FileLink({ file }: { file: CardFile }) {
	const { t } = useChat();
	const [made, setMade] = useState<{ readonly href: string; readonly bytes: number } | null>(null);
	useEffect(() => {
		const blob = new Blob([file.text], { type: `${file.mediaType};charset=utf-8` });
		const href = URL.createObjectURL(blob);
		setMade({ href, bytes: blob.size });
		return () => URL.revokeObjectURL(href);
	}, [file.text, file.mediaType]);
	return (
		<a class="button plain" href={made?.href} download={file.fileName}>
			<Icon name="download" />
			<span class="file-name">{file.fileName}</span>
			{made !== null && <span class="file-size">{fileSize(t.language, made.bytes)}</span>}
		</a>
	);
}
