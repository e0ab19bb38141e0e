using System.Management.Automation;
using BashTool.PowerShell.Engine;

namespace BashTool.PowerShell.Cmdlets;

/// <summary>Lets a session be named by its name or number.</summary>
internal sealed class BashSessionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object plain = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (plain is object[] several)
        {
            return Array.ConvertAll(several, item => (BashSession)Transform(engineIntrinsics, item));
        }

        return plain switch
        {
            BashSession => plain,
            int id => SessionTable.Find(id) ?? throw Missing($"There is no bash session with the id {id}."),
            string name => SessionTable.Find(name) ?? throw Missing($"There is no bash session named '{name}'."),
            _ => throw Missing($"{plain} is no bash session."),
        };
    }

    private static ArgumentTransformationMetadataException Missing(string message) => new(message);
}
