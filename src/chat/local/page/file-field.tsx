import { useRef, useState } from "preact/hooks";
import { Icon } from "./icons.tsx";
import { fileSize } from "./texts.ts";
import { useChat } from "./use-chat.ts";

interface FileFieldProps {
	readonly id: string;
	readonly file: File | null;
	readonly onFile: (file: File | null) => void;
	readonly describedBy: string;
	readonly invalid: boolean;
}

/** One file, by button or by drop. */
export function FileField({ id, file, onFile, describedBy, invalid }: FileFieldProps) {
	const { t } = useChat();
	const input = useRef<HTMLInputElement>(null);
	const [over, setOver] = useState(false);
	const drop = (event: DragEvent): void => {
		event.preventDefault();
		event.stopPropagation();
		setOver(false);
		const dropped = event.dataTransfer?.files[0];
		if (dropped !== undefined) onFile(dropped);
	};
	return (
		<fieldset
			class={`file-field ${over ? "over" : ""}`}
			onDragOver={(event) => {
				event.preventDefault();
				setOver(true);
			}}
			onDragLeave={() => setOver(false)}
			onDrop={drop}
		>
			<input
				id={id}
				ref={input}
				type="file"
				class="hidden-input"
				aria-describedby={describedBy}
				aria-invalid={invalid}
				onChange={(event) => {
					const chosen = event.currentTarget.files?.[0];
					if (chosen !== undefined) onFile(chosen);
				}}
			/>
			<Icon name={file === null ? "upload" : "file"} />
			{file === null ? (
				<span class="file-words">
					<span class="file-button">{t.chooseFile}</span> {t.orDrop}
				</span>
			) : (
				<span class="file-words">
					<span class="file-name">{file.name}</span> <span class="file-size">{fileSize(t.language, file.size)}</span>
				</span>
			)}
			{file !== null && (
				<button
					type="button"
					class="icon-button"
					aria-label={t.removeFile}
					onClick={() => {
						if (input.current !== null) input.current.value = "";
						onFile(null);
						input.current?.focus();
					}}
				>
					<Icon name="close" />
				</button>
			)}
		</fieldset>
	);
}
