"""What a token of another system may do."""

from oneseal.kernel.text import N_

SCOPES = {
    "assurance:vouch": N_("报送身份核验结果（核对过证件的系统）"),
    "catalog:read": N_("查询事项和办事指南"),
    "cases:read": N_("查询本系统提交的办件"),
    "cases:write": N_("提交申请、补正材料、留言"),
    "certificates:read": N_("查询本局颁发的电子证照全部内容（共享调用）"),
    "appraisal:read": N_("查询窗口考核的月度结果（派出单位）"),
    "documents:read": N_("下载本系统办件的文书"),
    "evaluations": N_("好差评平台：转来评价、查询差评和整改"),
    "inquiries": N_("转来咨询、查询答复"),
    "helplines": N_("电话交换机：报来咨询电话的来电，查询接通率"),
    "projects:read": N_("查询工程建设项目（省平台）"),
    "bundles": N_("合作单位：查询和办理一件事里的订单"),
    "utilities": N_("公用企业：查询、答复项目的水电气等接入"),
    "plans": N_("查询规划图层、核对地块"),
    "queue": N_("自助取号机：为到场的人取号"),
    "hall:read": N_("查询窗口办件量和忙闲调剂"),
    "entry": N_("监督系统：查询进驻台账、报送单位办件数"),
    "supervision": N_("监管部门：查询推送、签收、反馈监管情况"),
}

LONGEST_DAYS = 366
"""Calendar days after which a token must be made anew."""
