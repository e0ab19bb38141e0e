namespace BashTool.Core.Syntax;

/// <summary>The reserved words.</summary>
internal enum Keyword : byte
{
    None,
    If,
    Then,
    Else,
    Elif,
    Fi,
    For,
    While,
    Until,
    Do,
    Done,
    Case,
    Esac,
    Select,
    In,
    Function,
    Time,
    Coproc,
    OpenBrace,
    CloseBrace,
    Bang,
    OpenCondition,
    CloseCondition,
}

/// <summary>Finds reserved words.</summary>
internal static class KeywordTable
{
    public static Keyword Find(ReadOnlySpan<char> text) => text.Length switch
    {
        1 => text[0] switch
        {
            '{' => Keyword.OpenBrace,
            '}' => Keyword.CloseBrace,
            '!' => Keyword.Bang,
            _ => Keyword.None,
        },
        2 => (text[0], text[1]) switch
        {
            ('i', 'f') => Keyword.If,
            ('f', 'i') => Keyword.Fi,
            ('d', 'o') => Keyword.Do,
            ('i', 'n') => Keyword.In,
            ('[', '[') => Keyword.OpenCondition,
            (']', ']') => Keyword.CloseCondition,
            _ => Keyword.None,
        },
        3 => text is "for" ? Keyword.For : Keyword.None,
        4 => text switch
        {
            "then" => Keyword.Then,
            "else" => Keyword.Else,
            "elif" => Keyword.Elif,
            "done" => Keyword.Done,
            "case" => Keyword.Case,
            "esac" => Keyword.Esac,
            "time" => Keyword.Time,
            _ => Keyword.None,
        },
        5 => text switch
        {
            "while" => Keyword.While,
            "until" => Keyword.Until,
            _ => Keyword.None,
        },
        6 => text switch
        {
            "select" => Keyword.Select,
            "coproc" => Keyword.Coproc,
            _ => Keyword.None,
        },
        8 => text is "function" ? Keyword.Function : Keyword.None,
        _ => Keyword.None,
    };
}
