using System.Globalization;
using System.Numerics;
using BashTool.Core.Files;
using BashTool.Core.Text;

namespace BashTool.Core.CommandModel;

/// <summary>
/// The expressions of <c>test</c> and <c>[</c>: up to four arguments by POSIX's rules on their number, more by precedence.
/// <c>[[ ]]</c> uses the primaries alone.
/// </summary>
/// <param name="gnu">Operators and messages of GNU's /usr/bin/test instead of bash's.</param>
public sealed partial class TestExpression(ITestHost host, bool gnu = false)
{
    private bool IsGnu { get; } = gnu;

    private const string BashUnary = "abcdefghknoprstuvwxzGLNORS";
    private const string GnuUnary = "bcdefghknprstuwxzGLNOS";

    /// <summary>A primary such as <c>-f FILE</c>, by its letter.</summary>
    public bool Unary(char op, string operand)
    {
        switch (op)
        {
            case 'n':
                return operand.Length > 0;
            case 'z':
                return operand.Length == 0;
            case 'v':
                return host.IsSet(operand);
            case 'R':
                return host.IsNameReference(operand);
            case 'o':
                return host.IsOptionOn(operand);
            case 't':
                return long.TryParse(operand.AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long descriptor)
                    && descriptor is >= 0 and <= int.MaxValue && host.IsTerminal((int)descriptor);
            case 'r':
                return Access(operand, FileAccessRights.Read);
            case 'w':
                return Access(operand, FileAccessRights.Write);
            case 'x':
                return Access(operand, FileAccessRights.Execute);
            case 'h' or 'L':
                return TryStat(operand, followLinks: false, out FileMetadata link) && link.IsSymbolicLink;
        }

        if (!TryStat(operand, followLinks: true, out FileMetadata file))
        {
            return false;
        }

        return op switch
        {
            'a' or 'e' => true,
            'b' => file.Kind == FileKind.BlockDevice,
            'c' => file.Kind == FileKind.CharacterDevice,
            'd' => file.Kind == FileKind.Directory,
            'f' => file.Kind == FileKind.Regular,
            'p' => file.Kind == FileKind.Fifo,
            'S' => file.Kind == FileKind.Socket,
            's' => file.Size > 0,
            'g' => (file.Permissions & 0x400) != 0,
            'u' => (file.Permissions & 0x800) != 0,
            'k' => (file.Permissions & 0x200) != 0,
            'O' => file.UserId == host.UserId,
            'G' => file.GroupId == host.GroupId,
            'N' => IsGnu ? file.ModifyTime > file.AccessTime : file.ModifyTime >= file.AccessTime,
            _ => false,
        };
    }

    /// <summary>A primary with two operands; numbers must be numbers.</summary>
    /// <exception cref="TestExpressionException">An operand of a numeric comparison is no number.</exception>
    public bool Binary(string op, string left, string right)
    {
        switch (op)
        {
            case "=" or "==":
                return left == right;
            case "!=":
                return left != right;
            case "<":
                return CodePointOrder.Compare(left, right) < 0;
            case ">":
                return CodePointOrder.Compare(left, right) > 0;
            case "-nt":
                return Newer(left, right);
            case "-ot":
                return Newer(right, left);
            case "-ef":
                return TryStat(left, true, out FileMetadata one) && TryStat(right, true, out FileMetadata two) && one.IsSameFileAs(two);
        }

        int order = Compare(left, right);
        return op switch
        {
            "-eq" => order == 0,
            "-ne" => order != 0,
            "-lt" => order < 0,
            "-le" => order <= 0,
            "-gt" => order > 0,
            _ => order >= 0,
        };
    }

    private static bool IsBinary(string word, bool IsGnu) => word.Length switch
    {
        1 => word[0] == '=' || (!IsGnu && word[0] is '<' or '>'),
        2 => word is "==" or "!=",
        3 => word is "-eq" or "-ne" or "-lt" or "-le" or "-gt" or "-ge" or "-nt" or "-ot" or "-ef",
        _ => false,
    };

    private bool IsUnary(string word) => word.Length == 2 && word[0] == '-' && (IsGnu ? GnuUnary : BashUnary).Contains(word[1]);

    private int Compare(string left, string right)
    {
        if (TryNumber(left, out long a) && TryNumber(right, out long b))
        {
            return a.CompareTo(b);
        }

        return IsGnu ? Big(left).CompareTo(Big(right)) : throw NotANumber(TryNumber(left, out _) ? right : left);
    }

    private TestExpressionException NotANumber(string text) =>
        new(IsGnu ? $"invalid integer {GnuQuoting.Quote(text)}" : $"{text}: integer expression expected");

    private BigInteger Big(string text)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim(" \t");
        bool plain = digits.Length > 0 && !digits.TrimStart("+-").ContainsAnyExceptInRange('0', '9');
        return plain && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger value)
            ? value : throw NotANumber(text);
    }

    private static bool TryNumber(string text, out long value)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim(" \t\n\v\f\r");
        return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private bool Access(string operand, FileAccessRights rights) =>
        operand.Length > 0 && (host.TryDescriptor(operand, out FileMetadata? descriptor)
            ? descriptor is not null : host.Files.Access(host.Resolve(operand), rights) == FileError.None);

    private bool TryStat(string operand, bool followLinks, out FileMetadata metadata)
    {
        metadata = default;
        if (operand.Length == 0)
        {
            return false;
        }

        if (followLinks && operand[0] == '/' && host.TryDescriptor(operand, out FileMetadata? descriptor))
        {
            metadata = descriptor ?? default;
            return descriptor is not null;
        }

        return host.Files.TryStat(host.Resolve(operand), followLinks, out metadata) == FileError.None;
    }

    private bool Newer(string left, string right)
    {
        if (!TryStat(left, true, out FileMetadata one))
        {
            return false;
        }

        return !TryStat(right, true, out FileMetadata two) || one.ModifyTime > two.ModifyTime;
    }
}
