namespace BashTool.Commands.Awk;

/// <summary>The orders of <c>PROCINFO["sorted_in"]</c>, <c>asort</c> and <c>asorti</c>.</summary>
internal static class AwkSorting
{
    private static readonly AwkString SortedIn = AwkString.Of("sorted_in");

    /// <summary>The keys of an array in the order that a loop takes them.</summary>
    public static List<AwkString> KeysForLoop(AwkMachine machine, AwkArray array)
    {
        List<AwkString> keys = array.Keys();
        if (!machine.Settings.IsGnu || machine.Globals[(int)AwkSpecial.PROCINFO].Kind != AwkValueKind.Array)
        {
            return keys;
        }

        AwkArray information = machine.Globals[(int)AwkSpecial.PROCINFO].Array;
        ref AwkValue order = ref information.Find(SortedIn.Span);
        if (global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref order) || machine.ToText(order).Length == 0)
        {
            return keys;
        }

        Item[] items = Sort(machine, array, keys, machine.ToText(order).ToString(), "for");
        return [.. items.Select(static i => i.Key)];
    }

    /// <summary>An array's elements in a named order or that of a function of the program.</summary>
    public static Item[] Sort(AwkMachine machine, AwkArray array, List<AwkString> keys, string order, string caller)
    {
        var items = new Item[keys.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new Item(keys[i], array.At(keys[i]));
        }

        Comparison<Item>? comparison = Named(machine, order);
        if (order == "@unsorted")
        {
            return items;
        }

        if (comparison is null)
        {
            if (order.StartsWith('@') || !machine.Program.Functions.TryGetValue(order, out AwkFunction? function))
            {
                throw machine.Fatal(order.StartsWith('@') || caller == "for"
                    ? $"sort comparison function `{order}' is not defined"
                    : $"sort comparison function `{order}' is not defined");
            }

            comparison = (a, b) =>
            {
                double result = machine.ToNumber(AwkCalls.Run(machine, function, [new AwkValue(a.Key), a.Value, new AwkValue(b.Key), b.Value]));
                return result < 0 ? -1 : result > 0 ? 1 : 0;
            };
        }

        Merge(items, comparison);
        return items;
    }

    private static Comparison<Item>? Named(AwkMachine machine, string order)
    {
        bool down = order.EndsWith("_desc", StringComparison.Ordinal);
        Comparison<Item>? up = order switch
        {
            "@ind_str_asc" or "@ind_str_desc" => (a, b) => ByText(machine, a, b),
            "@ind_num_asc" or "@ind_num_desc" => (a, b) => ByIndexNumber(machine, a, b),
            "@val_str_asc" or "@val_str_desc" => (a, b) => Then(ByValueText(machine, a, b), machine, a, b),
            "@val_num_asc" or "@val_num_desc" => (a, b) => ByValueNumber(machine, a, b),
            "@val_type_asc" or "@val_type_desc" => (a, b) => Then(ByType(machine, a, b), machine, a, b),
            _ => null,
        };
        return up is null || !down ? up : (a, b) => up(b, a);
    }

    private static int Then(int order, AwkMachine machine, in Item a, in Item b) => order != 0 ? order : ByText(machine, a, b);

    private static int ByText(AwkMachine machine, in Item a, in Item b) => machine.CompareText(a.Key.Span, b.Key.Span);

    private static int ByIndexNumber(AwkMachine machine, in Item a, in Item b)
    {
        int order = CompareNumbers(a.Key.ToNumber(), b.Key.ToNumber());
        return order != 0 ? order : ByText(machine, a, b);
    }

    private static int ByValueText(AwkMachine machine, in Item a, in Item b) => a.IsArray || b.IsArray
        ? a.IsArray.CompareTo(b.IsArray)
        : machine.CompareText(machine.ToText(a.Value).Span, machine.ToText(b.Value).Span);

    private static int ByValueNumber(AwkMachine machine, in Item a, in Item b)
    {
        if (a.IsArray || b.IsArray)
        {
            return Then(a.IsArray.CompareTo(b.IsArray), machine, a, b);
        }

        int order = CompareNumbers(machine.ToNumber(a.Value), machine.ToNumber(b.Value));
        order = order != 0 ? order : machine.CompareText(machine.ToText(a.Value).Span, machine.ToText(b.Value).Span);
        return Then(order, machine, a, b);
    }

    private static int ByType(AwkMachine machine, in Item a, in Item b)
    {
        int first = Rank(machine, a.Value);
        int second = Rank(machine, b.Value);
        if (first != second)
        {
            return first.CompareTo(second);
        }

        return first switch
        {
            0 => CompareNumbers(machine.ToNumber(a.Value), machine.ToNumber(b.Value)),
            1 => machine.CompareText(machine.ToText(a.Value).Span, machine.ToText(b.Value).Span),
            _ => 0,
        };
    }

    private static int Rank(AwkMachine machine, in AwkValue value) =>
        value.Kind == AwkValueKind.Array ? 2 : machine.ComparesAsNumber(value) ? 0 : 1;

    // Numbers before what is none.
    private static int CompareNumbers(double a, double b) =>
        double.IsNaN(a) ? (double.IsNaN(b) ? 0 : 1) : double.IsNaN(b) ? -1 : a.CompareTo(b);

    private static void Merge(Item[] items, Comparison<Item> comparison)
    {
        var spare = new Item[items.Length];
        for (int width = 1; width < items.Length; width *= 2)
        {
            for (int start = 0; start < items.Length; start += 2 * width)
            {
                int middle = Math.Min(start + width, items.Length);
                int end = Math.Min(middle + width, items.Length);
                int left = start, right = middle;
                for (int at = start; at < end; at++)
                {
                    bool takeLeft = left < middle && (right >= end || comparison(items[left], items[right]) <= 0);
                    spare[at] = takeLeft ? items[left++] : items[right++];
                }
            }

            spare.CopyTo(items, 0);
        }
    }

    internal readonly record struct Item(AwkString Key, AwkValue Value)
    {
        public bool IsArray => Value.Kind == AwkValueKind.Array;
    }
}
