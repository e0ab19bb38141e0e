using BashTool.Core.Expansion;

namespace BashTool.Core.Tests.Expansion;

public sealed class ArraysTests
{
    [Fact]
    public void Far_apart_subscripts_take_no_room()
    {
        var array = new IndexedArray();
        array.Set(5, "five");
        array.Set(long.MaxValue - 1, "far");
        array.Set(0, "zero");
        Assert.Equal(3, array.Count);
        Assert.Equal(long.MaxValue, array.NextIndex);
        Assert.Equal([0, 5, long.MaxValue - 1], array.Select(static pair => pair.Key));
        array.Remove(long.MaxValue - 1);
        Assert.Equal(6, array.NextIndex);
    }

    [Fact]
    public void Removing_the_last_element_lowers_the_next_subscript()
    {
        var array = new IndexedArray(["a", "b", "c"]);
        array.Remove(1);
        array.Remove(2);
        Assert.Equal(1, array.NextIndex);
        Assert.Equal(1, array.Count);
        array.Append("d");
        Assert.Equal("d", array[1]);
        Assert.True(array.IsContiguous);
    }

    [Fact]
    public void A_clone_is_independent()
    {
        var array = new IndexedArray(["a", "b"]);
        IndexedArray copy = array.Clone();
        copy.Set(0, "x");
        Assert.Equal("a", array[0]);
    }

    // Recorded: declare -A m; for k in ...; do m[$k]=; done; echo ${!m[@]}
    [Theory]
    [InlineData("a b c d e f", "f e d c b a")]
    [InlineData("one two three four five six seven", "four seven two three six one five")]
    public void Keys_come_in_the_order_of_bash(string keys, string expected)
    {
        var array = new AssociativeArray();
        foreach (string key in keys.Split(' '))
        {
            array.Set(key, "");
        }

        Assert.Equal(expected, string.Join(' ', array.Select(static pair => pair.Key)));
    }

    [Fact]
    public void Many_entries_come_and_go()
    {
        var array = new AssociativeArray();
        for (int i = 0; i < 9000; i++)
        {
            array.Set("k" + i, i.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        for (int i = 0; i < 9000; i += 2)
        {
            Assert.True(array.Remove("k" + i));
        }

        Assert.Equal(4500, array.Count);
        Assert.Equal(4500, array.Count());
        Assert.Null(array["k4"]);
        Assert.Equal("8999", array["k8999"]);
        array.Set("k4", "again");
        Assert.Equal("again", array["k4"]);
    }
}
