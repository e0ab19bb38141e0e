using System.Globalization;
using System.Text;

namespace BashTool.Core.Expansion;

/// <summary>
/// A shell variable: a scalar (text, or a number whose text is made when somebody reads it), an indexed or an associative array.
/// Assignments go through <see cref="ShellVariables"/>, which knows read-only, attributes and copies before a subshell's write.
/// </summary>
public class ShellVariable(string name)
{
    private static readonly string[] SmallNumbers = MakeSmallNumbers();
    private string? text;
    private long number;
    private bool hasNumber;
    private object? array;

    // Text being appended to; text is null while it grows.
    private StringBuilder? growing;

    public string Name { get; } = name;

    public VariableAttributes Attributes { get; set; }

    /// <summary>The depth of the scope it lives in; 0 is global.</summary>
    public int Depth { get; internal set; }

    public IndexedArray? Indexed => array as IndexedArray;

    public AssociativeArray? Associative => array as AssociativeArray;

    public bool IsArray => array is not null;

    public bool IsExported => (Attributes & VariableAttributes.Exported) != 0;

    public bool IsReadOnly => (Attributes & VariableAttributes.ReadOnly) != 0;

    public bool IsNameRef => (Attributes & VariableAttributes.NameRef) != 0;

    /// <summary>It has a value: <c>declare x</c> alone gives none.</summary>
    public bool IsSet => array is null ? text is not null || hasNumber || growing is not null : (Attributes & VariableAttributes.Invisible) == 0;

    /// <summary>What <c>$name</c> gives: the scalar, or element 0 (or "0") of an array; null where there is none.</summary>
    public string? Value
    {
        get
        {
            if (array is null)
            {
                return text ?? MakeText();
            }

            return array is IndexedArray indexed ? indexed[0] : ((AssociativeArray)array)["0"];
        }
    }

    /// <summary>The decimal text of a number; small ones are shared.</summary>
    public static string Format(long value) =>
        (ulong)value < (ulong)SmallNumbers.Length ? SmallNumbers[value] : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The scalar as a number where it is plain decimal digits; the answer is remembered.</summary>
    public bool TryGetNumber(out long value)
    {
        if (hasNumber)
        {
            value = number;
            return true;
        }

        if (array is null && Value is { } digits && TryParsePlain(digits, out value))
        {
            number = value;
            hasNumber = true;
            return true;
        }

        value = 0;
        return false;
    }

    /// <summary>Stores a scalar (element 0 of an array) without looking at attributes.</summary>
    public void SetText(string value)
    {
        if (array is null)
        {
            text = value;
            hasNumber = false;
            growing = null;
        }
        else if (array is IndexedArray)
        {
            WritableIndexed().Set(0, value);
        }
        else
        {
            WritableAssociative().Set("0", value);
        }
    }

    /// <summary>Stores a number without looking at attributes.</summary>
    public void SetNumber(long value)
    {
        if (array is not null)
        {
            SetText(Format(value));
            return;
        }

        number = value;
        hasNumber = true;
        text = null;
        growing = null;
    }

    /// <summary>Appends to a scalar; long texts grow in place, so that a loop of appends is not quadratic.</summary>
    public void AppendText(string value)
    {
        if (array is not null)
        {
            SetText(Value + value);
        }
        else if (growing is not null && text is null)
        {
            growing.Append(value);
        }
        else if (Value is { Length: > 512 } old)
        {
            if (growing is null || growing.Length != old.Length)
            {
                growing = new StringBuilder(old, Math.Max(old.Length * 2, old.Length + value.Length));
            }

            growing.Append(value);
            text = null;
            hasNumber = false;
        }
        else
        {
            SetText(Value + value);
        }
    }

    public void SetArray(IndexedArray value)
    {
        ClearScalar();
        array = value;
    }

    public void SetArray(AssociativeArray value)
    {
        ClearScalar();
        array = value;
    }

    /// <summary>Takes the value away; the kind of array and the attributes stay.</summary>
    public void ClearValue()
    {
        ClearScalar();
        if (array is IndexedArray)
        {
            array = new IndexedArray();
            Attributes |= VariableAttributes.Invisible;
        }
        else if (array is AssociativeArray)
        {
            array = new AssociativeArray();
            Attributes |= VariableAttributes.Invisible;
        }
    }

    /// <summary>The indexed array, made from the scalar if there is none yet, for writing.</summary>
    public IndexedArray WritableIndexed()
    {
        Attributes &= ~VariableAttributes.Invisible;
        if (array is IndexedArray indexed)
        {
            if (indexed.IsShared)
            {
                array = indexed = indexed.Clone();
            }

            return indexed;
        }

        var made = new IndexedArray();
        if (Value is { } scalar)
        {
            made.Set(0, scalar);
        }

        SetArray(made);
        return made;
    }

    /// <summary>The associative array, made if there is none yet, for writing.</summary>
    public AssociativeArray WritableAssociative()
    {
        Attributes &= ~VariableAttributes.Invisible;
        if (array is AssociativeArray associative)
        {
            if (associative.IsShared)
            {
                array = associative = associative.Clone();
            }

            return associative;
        }

        var made = new AssociativeArray();
        if (Value is { } scalar)
        {
            made.Set("0", scalar);
        }

        SetArray(made);
        return made;
    }

    /// <summary>A copy for another table; arrays are shared until one side writes.</summary>
    public virtual ShellVariable Copy()
    {
        var copy = new ShellVariable(Name);
        CopyTo(copy);
        return copy;
    }

    protected void CopyTo(ShellVariable copy)
    {
        copy.Attributes = Attributes;
        copy.Depth = Depth;
        copy.text = Value is { } scalar && array is null ? scalar : null;
        copy.number = number;
        copy.hasNumber = hasNumber;
        copy.array = array;
        if (array is IndexedArray indexed)
        {
            indexed.IsShared = true;
        }
        else if (array is AssociativeArray associative)
        {
            associative.IsShared = true;
        }
    }

    /// <summary>Reads a decimal number without blanks and leading zeros.</summary>
    internal static bool TryParsePlain(string digits, out long value)
    {
        value = 0;
        if (digits.Length is 0 or > 18)
        {
            return false;
        }

        int at = 0;
        bool negative = digits[0] == '-';
        if (negative)
        {
            at = 1;
            if (digits.Length == 1)
            {
                return false;
            }
        }

        // A leading zero means octal, which is the evaluator's business.
        if (digits[at] == '0' && digits.Length > at + 1)
        {
            return false;
        }

        long result = 0;
        for (; at < digits.Length; at++)
        {
            uint digit = (uint)(digits[at] - '0');
            if (digit > 9)
            {
                return false;
            }

            result = (result * 10) + digit;
        }

        value = negative ? -result : result;
        return true;
    }

    private static string[] MakeSmallNumbers()
    {
        var made = new string[1024];
        for (int i = 0; i < made.Length; i++)
        {
            made[i] = i.ToString(CultureInfo.InvariantCulture);
        }

        return made;
    }

    private string? MakeText()
    {
        if (hasNumber)
        {
            return text = Format(number);
        }

        return growing is null ? null : text = growing.ToString();
    }

    private void ClearScalar()
    {
        text = null;
        growing = null;
        hasNumber = false;
    }
}
