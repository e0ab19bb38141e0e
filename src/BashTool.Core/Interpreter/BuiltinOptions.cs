
namespace BashTool.Core.Interpreter;

/// <summary>Reads a builtin's options as bash's internal_getopt does.</summary>
public ref struct BuiltinOptions(BuiltinCall call, string letters, bool plusOptions = false)
{
    private string? current;
    private int at;

    /// <summary>The index of the first operand, once <see cref="Next"/> returned false.</summary>
    public int Index { get; private set; }

    /// <summary>The value of the option just read, if it takes one.</summary>
    public string? Value { get; private set; }

    /// <summary>True if the option was given with <c>+</c>.</summary>
    public bool IsPlus { get; private set; }

    /// <summary>Set where reading ended with an error: the message, such as <c>-z: invalid option</c>.</summary>
    public string? Error { get; private set; }

    /// <summary>Set where reading ended at <c>--help</c>.</summary>
    public bool IsHelp { get; private set; }

    /// <summary>True where reading ended at the operands.</summary>
    public readonly bool IsValid => Error is null && !IsHelp;

    /// <summary>The next option's letter; false at the first operand or an error. In <c>letters</c>, <c>:</c> follows an option
    /// that needs a value, <c>;</c> one whose value is optional and attached.</summary>
    public bool Next(out char option)
    {
        option = '\0';
        Value = null;
        if (current is null || at >= current.Length)
        {
            if (Index >= call.Count)
            {
                return false;
            }

            string word = call[Index];
            if (word.Length < 2 || (word[0] != '-' && !(plusOptions && word[0] == '+')))
            {
                return false;
            }

            Index++;
            if (word == "--")
            {
                return false;
            }

            if (word == "--help")
            {
                IsHelp = true;
                return false;
            }

            current = word;
            IsPlus = word[0] == '+';
            at = 1;
        }

        option = current[at++];
        int where = letters.IndexOf(option);
        if (where < 0 || option is ':' or ';')
        {
            Error = $"{(IsPlus ? '+' : '-')}{option}: invalid option";
            return false;
        }

        char kind = where + 1 < letters.Length ? letters[where + 1] : '\0';
        if (kind is ':' or ';')
        {
            if (at < current.Length)
            {
                Value = current[at..];
            }
            else if (kind == ':')
            {
                if (Index >= call.Count)
                {
                    Error = $"-{option}: option requires an argument";
                    return false;
                }

                Value = call[Index++];
            }

            at = current.Length;
        }

        return true;
    }
}
