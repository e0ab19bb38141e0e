using System.Text;

namespace BashTool.Commands.Text;

/// <summary><c>tsort</c>: a total order that agrees with the pairs given.</summary>
public sealed class TsortCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tsort")
    {
        Summary = "Write totally ordered list consistent with the partial ordering in FILE.",
        Usage = ["[OPTION] [FILE]"],
        Notes = "With no FILE, or when FILE is -, read standard input.",
        Examples = [new("printf 'a b\\nb c\\n' | tsort", "a b c")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 1)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(arguments.Operands[1])}");
        }

        string name = arguments.Operands.Count > 0 ? arguments.Operands[0] : "-";
        var nodes = new SortedDictionary<string, Node>(StringComparer.Ordinal);
        int status = 0;
        try
        {
            OpenFile file = context.OpenInput(name);
            try
            {
                Read(WholeInput.Read(file, context.Cancellation).Span, nodes, name);
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem) when (problem.Error != FileError.EISDIR)
        {
            // A directory has no words, as GNU's reads it.
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }
        catch (FileSystemException)
        {
        }

        int left = nodes.Count;
        while (left > 0)
        {
            var ready = new Queue<Node>();
            foreach (Node node in nodes.Values)
            {
                if (node.Before == 0 && !node.Printed)
                {
                    ready.Enqueue(node);
                }
            }

            while (ready.TryDequeue(out Node? node))
            {
                node.Printed = true;
                context.Output.WriteLine(node.Text);
                left--;

                // What was named last comes first.
                for (int i = node.After.Count - 1; i >= 0; i--)
                {
                    if (--node.After[i].Before == 0 && !node.After[i].Printed)
                    {
                        ready.Enqueue(node.After[i]);
                    }
                }

                node.After.Clear();
            }

            if (left > 0)
            {
                context.Complain($"{GnuQuoting.Name(name)}: input contains a loop:");
                status = 1;
                BreakLoop(context, nodes);
            }
        }

        return status;
    }

    private static void Read(ReadOnlySpan<byte> text, SortedDictionary<string, Node> nodes, string name)
    {
        Node? first = null;
        int at = 0;
        while (at < text.Length)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\n')
            {
                at++;
                continue;
            }

            int length = text[at..].IndexOfAny(" \t\n"u8);
            length = length < 0 ? text.Length - at : length;
            // A NUL ends a word's text, as C has it.
            ReadOnlySpan<byte> token = text.Slice(at, length);
            string word = Encoding.Latin1.GetString(token.IndexOf((byte)0) is var nul and >= 0 ? token[..nul] : token);
            at += length;
            if (!nodes.TryGetValue(word, out Node? node))
            {
                nodes.Add(word, node = new Node(word));
            }

            if (first is null)
            {
                first = node;
                continue;
            }

            if (first != node)
            {
                first.After.Add(node);
                node.Before++;
            }

            first = null;
        }

        if (first is not null)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: input contains an odd number of tokens");
        }
    }

    // Follows the arrows backwards, as the nodes come along in their order, until one comes again;
    // prints the loop and takes one arrow out.
    private static void BreakLoop(CommandContext context, SortedDictionary<string, Node> nodes)
    {
        Node? loop = null;
        while (true)
        {
            foreach (Node node in nodes.Values)
            {
                if (node.Before == 0)
                {
                    continue;
                }

                if (loop is null)
                {
                    loop = node;
                    continue;
                }

                int arrow = node.After.LastIndexOf(loop);
                if (arrow < 0)
                {
                    continue;
                }

                if (node.Way is null)
                {
                    node.Way = loop;
                    loop = node;
                    continue;
                }

                Node? at = loop;
                while (at is not null)
                {
                    Node? next = at.Way;
                    context.Complain(at.Text);
                    if (at == node)
                    {
                        node.After.RemoveAt(arrow);
                        at.Way = null;
                        RemoveArrow(node, loop);
                        break;
                    }

                    at.Way = null;
                    at = next;
                }

                foreach (Node other in nodes.Values)
                {
                    other.Way = null;
                }

                return;
            }
        }
    }

    private static void RemoveArrow(Node from, Node to) => to.Before--;

    // The word is kept with a character for each byte, so that the order is the order of the bytes.
    private sealed class Node(string word)
    {
        public string Text => EscapedUtf8.Decode(Encoding.Latin1.GetBytes(word));

        public int Before { get; set; }

        public bool Printed { get; set; }

        public Node? Way { get; set; }

        public List<Node> After { get; } = [];
    }
}
