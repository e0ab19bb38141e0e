using System.Collections;
using System.Management.Automation;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace BashTool.PowerShell.Pump;

/// <summary>Finds JSON among lines, on one line or on several, and makes objects of it; other lines stay lines.</summary>
internal sealed class JsonLines(Action<object> give)
{
    private const int Most = 16 * 1024 * 1024;

    private readonly List<string> held = [];
    private int heldLength;
    private int depth;
    private bool inText;

    /// <summary>Takes a line.</summary>
    public void Add(string line)
    {
        if (held.Count == 0 && !LooksLikeJson(line))
        {
            give(line);
            return;
        }

        held.Add(line);
        heldLength += line.Length;
        Scan(line);
        if (depth <= 0)
        {
            GiveHeld();
        }
        else if (heldLength > Most || inText)
        {
            // A text never goes over the end of a line in JSON.
            GiveLines();
        }
    }

    /// <summary>Gives what is left.</summary>
    public void Finish() => GiveLines();

    private static bool LooksLikeJson(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        if (text.Length == 0 || text[0] is not ('{' or '['))
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[1..].TrimStart();
        return rest.Length == 0
            || (text[0] == '{' ? rest[0] is '"' or '}' : rest[0] is '"' or '{' or '[' or ']' or '-' or 't' or 'f' or 'n' || char.IsAsciiDigit(rest[0]));
    }

    private void Scan(string line)
    {
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (inText)
            {
                i += c == '\\' ? 1 : 0;
                inText = c != '"';
                continue;
            }

            switch (c)
            {
                case '"':
                    inText = true;
                    break;
                case '{' or '[':
                    depth++;
                    break;
                case '}' or ']':
                    depth--;
                    break;
            }
        }
    }

    private void GiveHeld()
    {
        object? value;
        try
        {
            using JsonDocument document = JsonDocument.Parse(string.Join('\n', held), new JsonDocumentOptions { MaxDepth = 200 });
            value = ToObject(document.RootElement);
        }
        catch (JsonException)
        {
            GiveLines();
            return;
        }

        Clear();
        if (value is object[] items)
        {
            foreach (object? item in items)
            {
                give(item!);
            }
        }
        else
        {
            give(value!);
        }
    }

    private void GiveLines()
    {
        foreach (string line in held)
        {
            give(line);
        }

        Clear();
    }

    private void Clear()
    {
        held.Clear();
        heldLength = 0;
        depth = 0;
        inText = false;
    }

    private static object? ToObject(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var made = new PSObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    // The last of several with one name counts; names differ by more than case only in rare documents.
                    made.Properties.Remove(property.Name);
                    made.Properties.Add(new PSNoteProperty(property.Name.Length == 0 ? " " : property.Name, ToObject(property.Value)));
                }

                return made;
            case JsonValueKind.Array:
                var items = new object?[element.GetArrayLength()];
                int index = 0;
                foreach (JsonElement item in element.EnumerateArray())
                {
                    items[index++] = ToObject(item);
                }

                return items;
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.Number:
                return element.TryGetInt64(out long whole) ? whole
                    : BigInteger.TryParse(element.GetRawText(), out BigInteger large) ? large
                    : element.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    /// <summary>An object as one line of JSON.</summary>
    public static string ToJson(object? value, int levels = 4)
    {
        var text = new StringBuilder();
        Write(text, value, levels);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, int levels)
    {
        object? item = value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;
        switch (item)
        {
            case null:
                text.Append("null");
                return;
            case bool truth:
                text.Append(truth ? "true" : "false");
                return;
            case string or char or Guid or Uri or Version or TimeSpan or Type:
                text.Append(JsonSerializer.Serialize(item.ToString()));
                return;
            case DateTime time:
                text.Append(JsonSerializer.Serialize(time));
                return;
            case DateTimeOffset time:
                text.Append(JsonSerializer.Serialize(time));
                return;
            case double or float:
                double number = Convert.ToDouble(item);
                text.Append(double.IsFinite(number) ? number.ToString("R", global::System.Globalization.CultureInfo.InvariantCulture) : $"\"{number}\"");
                return;
            case Enum:
                text.Append(((Enum)item).ToString("D"));
                return;
            case IFormattable plain when item.GetType().IsPrimitive || item is decimal or BigInteger:
                text.Append(plain.ToString(null, global::System.Globalization.CultureInfo.InvariantCulture));
                return;
        }

        if (levels == 0 || !global::System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            text.Append(JsonSerializer.Serialize(item.ToString()));
            return;
        }

        if (item is IDictionary dictionary)
        {
            text.Append('{');
            bool first = true;
            foreach (DictionaryEntry entry in dictionary)
            {
                Append(text, ref first, entry.Key.ToString() ?? "", entry.Value, levels);
            }

            text.Append('}');
            return;
        }

        if (item is IEnumerable list)
        {
            text.Append('[');
            bool first = true;
            foreach (object? element in list)
            {
                text.Append(first ? "" : ",");
                first = false;
                Write(text, element, levels - 1);
            }

            text.Append(']');
            return;
        }

        text.Append('{');
        bool firstProperty = true;
        foreach (PSPropertyInfo property in PSObject.AsPSObject(value).Properties)
        {
            object? content;
            try
            {
                content = property.IsGettable ? property.Value : null;
            }
            catch (GetValueException)
            {
                content = null;
            }

            Append(text, ref firstProperty, property.Name, content, levels);
        }

        text.Append('}');
    }

    private static void Append(StringBuilder text, ref bool first, string name, object? value, int levels)
    {
        text.Append(first ? "" : ",").Append(JsonSerializer.Serialize(name)).Append(':');
        first = false;
        Write(text, value, levels - 1);
    }
}
