using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace BashTool.Core.Files;

/// <summary>
/// Names between the host's bytes and the shell's strings: UTF-8, where a byte that is not valid becomes the lone
/// surrogate U+DC80 + byte - 0x80 and turns back into that byte.
/// </summary>
internal static class PathBytes
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return Encoding.Latin1.GetString(bytes);
        }

        char[] rented = ArrayPool<char>.Shared.Rent(bytes.Length);
        Span<char> chars = rented;
        int count = 0;
        while (bytes.Length > 0)
        {
            OperationStatus status = Utf8.ToUtf16(bytes, chars[count..], out int read, out int written, replaceInvalidSequences: false);
            count += written;
            bytes = bytes[read..];
            if (status == OperationStatus.Done)
            {
                break;
            }

            chars[count++] = (char)(0xDC00 + bytes[0]);
            bytes = bytes[1..];
        }

        string result = new(chars[..count]);
        ArrayPool<char>.Shared.Return(rented);
        return result;
    }

    /// <summary>Writes the bytes of a text; the target must have room for three bytes a char.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> target)
    {
        if (Ascii.FromUtf16(text, target, out int count) == OperationStatus.Done)
        {
            return count;
        }

        count = 0;
        while (text.Length > 0)
        {
            OperationStatus status = Utf8.FromUtf16(text, target[count..], out int read, out int written, replaceInvalidSequences: false);
            count += written;
            text = text[read..];
            if (status == OperationStatus.Done)
            {
                break;
            }

            char c = text[0];
            text = text[1..];
            if (c is >= '\uDC80' and <= '\uDCFF')
            {
                target[count++] = (byte)(c - 0xDC00);
            }
            else
            {
                // Not a text of ours: as WTF-8, so that at least nothing else has the same name.
                target[count++] = (byte)(0xE0 | (c >> 12));
                target[count++] = (byte)(0x80 | ((c >> 6) & 0x3F));
                target[count++] = (byte)(0x80 | (c & 0x3F));
            }
        }

        return count;
    }
}
