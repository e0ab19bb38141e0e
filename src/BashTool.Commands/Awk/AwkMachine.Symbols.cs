namespace BashTool.Commands.Awk;

/// <content>Variables by their names: SYMTAB.</content>
internal sealed partial class AwkMachine
{
    public bool HasSymbol(string name) => Program.Globals.ContainsKey(name);

    /// <summary>The text of a variable if there is one with a value.</summary>
    public string? TextOf(string name) =>
        Program.Globals.TryGetValue(name, out int slot) && Globals[slot] is { IsNothing: false, Kind: not AwkValueKind.Array } value ? ToText(value).ToString() : null;

    public AwkValue GetSymbol(string name)
    {
        if (!Program.Globals.TryGetValue(name, out int slot))
        {
            return AwkValue.Unassigned;
        }

        return slot < (int)AwkSpecial.None ? GetSpecial((AwkSpecial)slot) : Globals[slot];
    }

    public void SetSymbol(string name, in AwkValue value)
    {
        if (!Program.Globals.TryGetValue(name, out int slot))
        {
            throw Fatal("cannot assign to arbitrary elements of SYMTAB");
        }

        if (slot < (int)AwkSpecial.None)
        {
            SetSpecial((AwkSpecial)slot, value);
        }
        else
        {
            Globals[slot] = value;
        }
    }

    public AwkArray SymbolArray(string name)
    {
        if (!Program.Globals.TryGetValue(name, out int slot))
        {
            throw Fatal("cannot assign to arbitrary elements of SYMTAB");
        }

        return ArrayIn(ref Globals[slot], name, isParameter: false);
    }

    /// <summary>SYMTAB as an array of what there is now, to walk through.</summary>
    public AwkArray Symbols()
    {
        var symbols = new AwkArray();
        foreach (string name in Program.Globals.Keys)
        {
            symbols.Set(name, GetSymbol(name));
        }

        return symbols;
    }
}
