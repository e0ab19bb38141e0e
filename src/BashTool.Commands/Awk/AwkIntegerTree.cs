using System.Numerics;
using System.Runtime.CompilerServices;

namespace BashTool.Commands.Awk;

/// <summary>
/// Elements by integers from 0: one block for each power of two from 2^10 on and one below, a block cut in leaves of about
/// the square root of its size. What would waste too much room is not accepted.
/// </summary>
internal sealed class AwkIntegerTree
{
    private const int SmallestBlock = 10;
    private const int Threshold = 2048;

    private readonly object?[][] blocks = new object?[32 - SmallestBlock][];
    private long capacity;

    public int Count { get; private set; }

    public ref AwkValue Find(int key)
    {
        Leaf? leaf = LeafOf(key, create: false);
        if (leaf is not null)
        {
            ref AwkValue value = ref leaf.Values[key & (leaf.Values.Length - 1)];
            if (value.Kind != AwkValueKind.Untyped)
            {
                return ref value;
            }
        }

        return ref Unsafe.NullRef<AwkValue>();
    }

    public bool Accepts(int key)
    {
        int bits = (Power(key) + 1) / 2;
        while (bits >= SmallestBlock)
        {
            bits = (bits + 1) / 2;
        }

        return capacity + (1L << bits) - Count <= Threshold;
    }

    public ref AwkValue Add(int key)
    {
        Leaf leaf = LeafOf(key, create: true)!;
        leaf.Count++;
        Count++;
        ref AwkValue value = ref leaf.Values[key & (leaf.Values.Length - 1)];
        value = AwkValue.Untouched;
        return ref value;
    }

    public bool Remove(int key)
    {
        Leaf? leaf = LeafOf(key, create: false);
        if (leaf is null || leaf.Values[key & (leaf.Values.Length - 1)].Kind == AwkValueKind.Untyped)
        {
            return false;
        }

        leaf.Values[key & (leaf.Values.Length - 1)] = default;
        Count--;
        if (--leaf.Count == 0)
        {
            capacity -= leaf.Values.Length;
            Drop(key);
        }

        return true;
    }

    public void AddKeys(List<AwkString> keys)
    {
        for (int block = 0; block < blocks.Length; block++)
        {
            if (blocks[block] is { } nodes)
            {
                AddKeys(nodes, block == 0 ? 0 : 1L << (block - 1 + SmallestBlock), Math.Max(block - 1, 0) + SmallestBlock, keys);
            }
        }
    }

    private static int Power(int key) => Math.Max(SmallestBlock, BitOperations.Log2((uint)key));

    private static int BlockOf(int key) => key < 1 << SmallestBlock ? 0 : BitOperations.Log2((uint)key) - SmallestBlock + 1;

    private static void AddKeys(object?[] nodes, long start, int power, List<AwkString> keys)
    {
        int bits = (power + 1) / 2;
        for (int i = 0; i < nodes.Length; i++)
        {
            long at = start + ((long)i << bits);
            if (nodes[i] is Leaf leaf)
            {
                for (int j = 0; j < leaf.Values.Length; j++)
                {
                    if (leaf.Values[j].Kind != AwkValueKind.Untyped)
                    {
                        keys.Add(AwkNumber.IntegerText(at + j));
                    }
                }
            }
            else if (nodes[i] is object?[] inner)
            {
                AddKeys(inner, at, bits, keys);
            }
        }
    }

    private Leaf? LeafOf(int key, bool create)
    {
        int block = BlockOf(key);
        int power = Power(key);
        int bits = (power + 1) / 2;
        object?[]? nodes = blocks[block];
        if (nodes is null)
        {
            if (!create)
            {
                return null;
            }

            blocks[block] = nodes = new object?[1 << (power - bits)];
        }

        int within = block == 0 ? key : key & ((1 << power) - 1);
        while (true)
        {
            ref object? node = ref nodes[within >> bits];
            if (bits <= SmallestBlock)
            {
                if (node is null && create)
                {
                    node = new Leaf(1 << bits);
                    capacity += 1 << bits;
                }

                return Unsafe.As<Leaf?>(node);
            }

            within &= (1 << bits) - 1;
            int inner = (bits + 1) / 2;
            if (node is null)
            {
                if (!create)
                {
                    return null;
                }

                node = new object?[1 << (bits - inner)];
            }

            nodes = Unsafe.As<object?[]>(node);
            bits = inner;
        }
    }

    private void Drop(int key)
    {
        int block = BlockOf(key);
        int power = Power(key);
        int bits = (power + 1) / 2;
        object?[] nodes = blocks[block];
        int within = block == 0 ? key : key & ((1 << power) - 1);
        while (bits > SmallestBlock)
        {
            nodes = (object?[])nodes[within >> bits]!;
            within &= (1 << bits) - 1;
            bits = (bits + 1) / 2;
        }

        nodes[within >> bits] = null;
    }

    private sealed class Leaf(int size)
    {
        public AwkValue[] Values { get; } = new AwkValue[size];

        public int Count { get; set; }
    }
}
