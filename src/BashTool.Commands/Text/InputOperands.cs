namespace BashTool.Commands.Text;

/// <summary>Goes through the file operands of a command; without any, standard input.</summary>
internal static class InputOperands
{
    private static readonly string[] StandardInput = ["-"];

    /// <summary>What is done with one open file; <paramref name="name"/> is its operand.</summary>
    public delegate void Reader(OpenFile file, string name);

    /// <summary>The operands, or <c>-</c> where there are none.</summary>
    public static IReadOnlyList<string> OrStandardInput(List<string> operands) => operands.Count == 0 ? StandardInput : operands;

    /// <summary>Opens each in turn; complains about those that cannot be opened or read and goes on. Returns 1 if there were any.</summary>
    public static int ForEach(CommandContext context, List<string> operands, Reader read)
    {
        int status = 0;
        foreach (string name in OrStandardInput(operands))
        {
            OpenFile? file = null;
            try
            {
                file = context.OpenInput(name);
                read(file, name);
            }
            catch (FileSystemException problem)
            {
                context.Complain(name, problem);
                status = 1;
            }
            finally
            {
                file?.Release();
            }
        }

        return status;
    }
}
