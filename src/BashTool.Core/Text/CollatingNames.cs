namespace BashTool.Core.Text;

/// <summary>POSIX names of characters, as in <c>[[.hyphen.]]</c>.</summary>
internal static class CollatingNames
{
    private static readonly Dictionary<string, char> Names = new()
    {
        ["NUL"] = '\0', ["alert"] = '\a', ["backspace"] = '\b', ["tab"] = '\t', ["newline"] = '\n', ["vertical-tab"] = '\v',
        ["form-feed"] = '\f', ["carriage-return"] = '\r', ["space"] = ' ', ["exclamation-mark"] = '!', ["quotation-mark"] = '"',
        ["number-sign"] = '#', ["dollar-sign"] = '$', ["percent-sign"] = '%', ["ampersand"] = '&', ["apostrophe"] = '\'',
        ["left-parenthesis"] = '(', ["right-parenthesis"] = ')', ["asterisk"] = '*', ["plus-sign"] = '+', ["comma"] = ',',
        ["hyphen"] = '-', ["hyphen-minus"] = '-', ["minus"] = '-', ["dash"] = '-', ["period"] = '.', ["full-stop"] = '.',
        ["slash"] = '/', ["solidus"] = '/', ["zero"] = '0', ["one"] = '1', ["two"] = '2', ["three"] = '3', ["four"] = '4',
        ["five"] = '5', ["six"] = '6', ["seven"] = '7', ["eight"] = '8', ["nine"] = '9', ["colon"] = ':', ["semicolon"] = ';',
        ["less-than-sign"] = '<', ["equals-sign"] = '=', ["greater-than-sign"] = '>', ["question-mark"] = '?',
        ["commercial-at"] = '@', ["left-square-bracket"] = '[', ["backslash"] = '\\', ["reverse-solidus"] = '\\',
        ["right-square-bracket"] = ']', ["circumflex"] = '^', ["circumflex-accent"] = '^', ["underscore"] = '_',
        ["low-line"] = '_', ["grave-accent"] = '`', ["left-brace"] = '{', ["left-curly-bracket"] = '{', ["vertical-line"] = '|',
        ["right-brace"] = '}', ["right-curly-bracket"] = '}', ["tilde"] = '~', ["DEL"] = '\x7f',
    };

    /// <summary>The character of a name, -1 if there is none.</summary>
    public static int Find(ReadOnlySpan<char> name) => Names.TryGetValue(name.ToString(), out char c) ? c : -1;
}
