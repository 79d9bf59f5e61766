// The name of a file on its way in and out (RFC 6266). A name is only ever shown, never used as a path.

const LONGEST = 200;

/** Without folders, without characters that are not text, not empty. */
function tidy(name: string): string | null {
  const bare = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const shown = [...bare.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}]/gu, '').trim()].slice(0, LONGEST).join('');
  return shown === '' || /^\.+$/.test(shown) ? null : shown;
}

/** Header values arrive as latin1; browsers and scripts mean UTF-8. */
function asUtf8(value: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}

function decodeExtended(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** The file name that the header gives, or null. */
export function fileNameIn(header: string | undefined): string | null {
  if (header === undefined) return null;
  const extended = /(?:^|;)\s*filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  const fromExtended = extended === undefined ? null : decodeExtended(extended);
  if (fromExtended !== null) return tidy(fromExtended);
  const quoted = /(?:^|;)\s*filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1]?.replace(/\\(.)/g, '$1');
  const plain = quoted ?? /(?:^|;)\s*filename\s*=\s*([^";\s]+)/i.exec(header)?.[1];
  return plain === undefined ? null : tidy(asUtf8(plain));
}

/** Always an attachment: what a unit uploaded is never shown by the browser in our name. */
export function attachment(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
