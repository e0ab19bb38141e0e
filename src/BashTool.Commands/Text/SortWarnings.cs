namespace BashTool.Commands.Text;

/// <summary>What <c>sort --debug</c> says about keys that may not mean what was meant.</summary>
/// <param name="context">Who complains.</param>
/// <param name="keys">The keys, with the global options taken over.</param>
/// <param name="global">The options given for all keys.</param>
internal sealed class SortWarnings(CommandContext context, List<SortKey> keys, SortKey global)
{
    /// <summary>Whether equal lines keep their order or are dropped, so that the last resort is not compared.</summary>
    public bool HasNoLastResort { get; init; }

    private bool IsGlobalOnly => keys is [var only] && only == global;

    public void Write()
    {
        bool isNumeric = false;
        bool spans = false;
        bool generalSpans = false;
        for (int i = 0; i < keys.Count; i++)
        {
            SortKey key = keys[i];
            bool comparesNumbers = key.Numeric || key.General || key.Human;
            isNumeric |= comparesNumbers;
            if (key.IsObsolescent)
            {
                WriteModernForm(key);
            }

            bool startsAtLine = key is { StartField: SortKey.None } or { StartField: 0, StartCharacter: 0 };
            bool isEmpty = !startsAtLine && key.EndField != SortKey.None && key.EndField < key.StartField;
            if (isEmpty)
            {
                Say($"key {i + 1} has zero width and will be ignored");
            }

            bool isPartOfLine = key is { EndField: 0, EndCharacter: not 0 };
            bool skips = comparesNumbers || key.Month;
            if (!isEmpty && !IsGlobalOnly && key.Separator < 0 && !isPartOfLine
                && ((!key.SkipsStartBlanks && (!skips || key.StartCharacter != 0)) || (!key.SkipsEndBlanks && key.EndCharacter != 0)))
            {
                Say($"leading blanks are significant in key {i + 1}; consider also specifying 'b'");
            }

            if (!IsGlobalOnly && comparesNumbers && (key.EndField == SortKey.None || (startsAtLine ? 0 : key.StartField) < key.EndField))
            {
                Say($"key {i + 1} is numeric and spans multiple fields");
                spans = true;
                generalSpans |= key.General;
            }
        }

        bool isWarned = spans && keys[0].Separator == '.';
        if (isWarned)
        {
            Say($"field separator {GnuQuoting.Quote(".")} is treated as a decimal point in numbers");
        }
        else if (spans && keys[0].Separator == '-')
        {
            Say($"field separator {GnuQuoting.Quote("-")} is treated as a minus sign in numbers");
        }
        else if (generalSpans && keys[0].Separator == '+')
        {
            Say($"field separator {GnuQuoting.Quote("+")} is treated as a plus sign in numbers");
        }

        if (isNumeric && !isWarned)
        {
            Say($"note numbers use {GnuQuoting.Quote(".")} as a decimal point in this locale");
        }

        WriteIgnored();
    }

    private void WriteModernForm(SortKey key)
    {
        string old = $"+{key.StartField}";
        string modern = $"-k {key.StartField + 1}";
        if (key.EndField != SortKey.None)
        {
            old += $" -{key.EndField + 1}";
            modern += $",{key.EndField + 1}";
        }

        Say($"obsolescent key {GnuQuoting.Quote(old)} used; consider {GnuQuoting.Quote(modern)} instead");
    }

    // The global options that no key has, as all have options of their own.
    private void WriteIgnored()
    {
        bool Unused(Func<SortKey, bool> has) => has(global) && !keys.Exists(key => has(key));

        string letters = (Unused(k => k.SkipsStartBlanks) || Unused(k => k.SkipsEndBlanks) ? "b" : "")
            + (Unused(k => k.Dictionary) ? "d" : "")
            + (Unused(k => k.FoldsCase) ? "f" : "")
            + (Unused(k => k.General) ? "g" : "")
            + (Unused(k => k.Human) ? "h" : "")
            + (Unused(k => k.PrintableOnly && !k.Dictionary) ? "i" : "")
            + (Unused(k => k.Month) ? "M" : "")
            + (Unused(k => k.Numeric) ? "n" : "")
            + (Unused(k => k.Random) ? "R" : "");
        bool reverses = keys.Count > 0 && Unused(k => k.Reverse);
        letters += (reverses && HasNoLastResort ? "r" : "") + (Unused(k => k.Version) ? "V" : "");
        if (letters.Length > 0)
        {
            Say($"option{(letters.Length > 1 ? "s" : "")} '-{letters}' {(letters.Length > 1 ? "are" : "is")} ignored");
        }

        if (reverses && !HasNoLastResort)
        {
            Say("option '-r' only applies to last-resort comparison");
        }
    }


    private void Say(string text) => context.Complain(text);
}
